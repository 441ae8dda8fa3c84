#!/bin/sh
# run PROGRAM ARGUMENT...
# Starts a program of the folder root beside this file, on the loader and the libraries in it if there are any.
root=$(dirname "$(readlink -f "$0")")/root
for program in "$root/usr/sbin/$1" "$root/usr/bin/$1" "$root"/usr/lib/postgresql/*/bin/"$1"; do
    [ -x "$program" ] && break
done
shift
# older suites keep the C library outside of usr
libraries="$root/usr/lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu"
for loader in "$root/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" "$root/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"; do
    if [ -e "$loader" ]; then
        exec "$loader" --library-path "$libraries" "$program" "$@"
    fi
done
exec "$program" "$@"
