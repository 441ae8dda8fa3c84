#!/bin/sh
# fetch-postgresql-client.sh FOLDER PACKAGE
# Unpacks a PostgreSQL client from the next Debian into FOLDER/root and writes FOLDER/run, which starts one of its
# programs with the libraries of the same tree. Installs nothing and needs no root; needs apt and dpkg of a Debian.
set -eu
folder=$1
package=$2

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
for suite in forky sid; do
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$folder/root"
    : > "$apt/status"
    echo "deb [signed-by=$keyring] $mirror $suite main" > "$apt/sources.list"
    cat > "$apt/apt.conf" <<SETTINGS
Dir::State "$apt"; Dir::State::lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "/dev/null"; Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null"; Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "amd64"; APT::Install-Recommends "false"; APT::Sandbox::User "root"; Debug::NoLocking "true";
Acquire::Languages "none"; Acquire::Retries "1"; Acquire::http::Timeout "20"; Acquire::Check-Valid-Until "false";
SETTINGS
    APT_CONFIG="$apt/apt.conf"
    export APT_CONFIG
    if apt-get -qq update && apt-get -qq -y --download-only install "$package" > /dev/null; then
        for file in "$apt"/cache/archives/*.deb; do
            case "${file##*/}" in
                perl* | libperl* | libgdbm* | libdb5* | gcc-*-base*) ;;
                *) dpkg -x "$file" "$folder/root" ;;
            esac
        done
        break
    fi
done
rm -rf "$apt" "$folder/root/usr/share"

cat > "$folder/run" <<'RUN'
#!/bin/sh
# run PROGRAM ARGUMENT...
root=$(dirname "$(readlink -f "$0")")/root
libraries="$root/usr/lib/x86_64-linux-gnu"
for program in "$root"/usr/lib/postgresql/*/bin/"$1"; do
    shift
    exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "$program" "$@"
done
RUN
chmod +x "$folder/run"
"$folder/run" pg_dump --version
