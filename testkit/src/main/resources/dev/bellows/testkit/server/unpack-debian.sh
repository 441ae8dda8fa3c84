#!/bin/sh
# unpack-debian.sh FOLDER "SUITE ..." PACKAGE...
# Unpacks packages and what they depend on from the first Debian suite that has them into FOLDER/root. Installs nothing and
# needs no root; needs apt and dpkg of a Debian.
set -eu
folder=$1
suites=$2
shift 2

mirror=$(cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ { print $2; exit }')
if [ -z "$mirror" ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | awk '
        $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }')
fi
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
if [ -z "$mirror" ] || [ ! -r "$keyring" ]; then
    echo "no Debian mirror is configured on this machine" >&2
    exit 69
fi

apt="$folder/apt"
unpacked=
for suite in $suites; do
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$folder/root"
    : > "$apt/status"
    echo "deb [signed-by=$keyring] $mirror $suite main" > "$apt/sources.list"
    # the Release file of a suite may be past its date
    cat > "$apt/apt.conf" <<SETTINGS
Dir::State "$apt"; Dir::State::lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "/dev/null"; Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null"; Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "amd64"; APT::Install-Recommends "false"; APT::Sandbox::User "root"; Debug::NoLocking "true";
Acquire::Languages "none"; Acquire::Retries "1"; Acquire::http::Timeout "20"; Acquire::Check-Valid-Until "false";
SETTINGS
    APT_CONFIG="$apt/apt.conf"
    export APT_CONFIG
    if apt-get -qq update && apt-get -qq -y --download-only install "$@" > /dev/null; then
        for file in "$apt"/cache/archives/*.deb; do
            case "${file##*/}" in
                perl* | libperl* | libgdbm* | libdb5* | gcc-*-base* | libc-gconv*) ;;
                *) dpkg -x "$file" "$folder/root" ;;
            esac
        done
        unpacked=$suite
        break
    fi
done
rm -rf "$apt" "$folder/root/usr/share/doc" "$folder/root/usr/share/man" "$folder/root/usr/share/locale"
if [ -z "$unpacked" ]; then
    echo "no suite of $suites has $*" >&2
    exit 69
fi
