/// The guest's side of a copy by tar.
enum CopyScripts {
    /// Takes a tar stream from standard input. Arguments: destination, the source's name, file or directory, the name of
    /// a root that is a file. What was not there before appears under its name when it is whole.
    static let put = """
        t=$1 k=$3
        command -v tar >/dev/null 2>&1 || { echo 'tar is not installed in the guest' >&2; exit 1; }
        case $t in */) t=$t$2;; *) [ ! -d "$t" ] || t=$t/$2;; esac
        case $t in /*) ;; *) t=$PWD/$t;; esac
        parent=${t%/*}
        parent=${parent:-/}
        tmp= made=
        clean() { [ -z "$tmp" ] || rm -rf -- "$tmp"; [ -z "$made" ] || unmake "$parent"; }
        unmake() { rmdir -- "$1" 2>/dev/null && [ "$1" != "$made" ] && unmake "${1%/*}"; }
        trap 'exit 143' TERM HUP INT
        trap 'clean' EXIT
        p=$parent
        while [ -n "$p" ] && [ ! -e "$p" ]; do made=$p p=${p%/*}; done
        mkdir -p -- "$parent" || exit 1
        if [ "$k" = directory ] && [ -d "$t" ]; then
          tar -x -o -p -f - -C "$t" || exit 1
          made=
          exit 0
        fi
        if [ "$k" = file ] && [ -d "$t" ]; then echo "$t: Is a directory" >&2; exit 1; fi
        if [ "$k" = directory ] && { [ -e "$t" ] || [ -h "$t" ]; }; then echo "$t: Not a directory" >&2; exit 1; fi
        tmp=$(mktemp -d "$parent/.mayfly-XXXXXX") || exit 1
        tar -x -o -p -f - -C "$tmp" || exit 1
        if [ "$k" = directory ]; then
          mv -- "$tmp" "$t" || exit 1
          tmp=
        elif [ -e "$t" ] && [ ! -f "$t" ]; then
          cat "$tmp/$4" >"$t" || exit 1
        else
          mv -f -- "$tmp/$4" "$t" || exit 1
        fi
        made=
        """

    /// Writes a tar stream to standard output. Argument: source.
    static let get = """
        s=$1 tmp=
        trap '[ -z "$tmp" ] || rm -rf -- "$tmp"' EXIT
        trap 'exit 143' TERM HUP INT
        command -v tar >/dev/null 2>&1 || { echo 'tar is not installed in the guest' >&2; exit 1; }
        [ -e "$s" ] || { echo "$s: No such file or directory" >&2; exit 1; }
        gnu=
        if tar --version 2>/dev/null | grep -q GNU; then gnu=1; fi
        o=
        [ -z "$gnu" ] || o='--format=posix --hard-dereference'
        if [ -d "$s" ]; then
          tar -c $o -f - -C "$s" .
        else
          if [ -f "$s" ] && [ ! -s "$s" ]; then
            tmp=$(mktemp -d) || exit 1
            cat -- "$s" >"$tmp/f" || exit 1
            chmod "$(stat -L -c %a -- "$s")" "$tmp/f"
            touch -r "$s" "$tmp/f"
            s=$tmp/f
          fi
          case $s in */*) d=${s%/*};; *) d=.;; esac
          tar -c $o -h -f - -C "${d:-/}" -- "./${s##*/}"
        fi
        r=$?
        # GNU tar says 1 when a file changed or went away while it was read.
        if [ $r = 1 ] && [ -n "$gnu" ]; then r=0; fi
        exit $r
        """
}
