/// What runs in guests that have no helper of ours: POSIX sh, with nothing but what each Linux guest has.
enum GuestScripts {
    /// Becomes the user, then goes on with ``enter``. Arguments: nonce, registry, user, directory, whether there is an
    /// input, whether there is a terminal, PATH, program; then NAME=value… and the command's words.
    ///
    /// The process stays the same all the way to the command (but for su and sudo), so its session is the command's.
    static let launch = """
        umask 022
        L=$0 n=$1 w=$2 u=$3
        fail() { printf '%s F %s %s\\n' "$n" "$1" "$2"; exit 125; }
        [ -z "$w" ] || : >"$w/$$" || fail setup 2
        me=$(id -u)
        [ -n "$u" ] || u=$(id -un 2>/dev/null) || u=$me
        e=
        if command -v getent >/dev/null 2>&1; then e=$(getent passwd "$u"); else
          while IFS= read -r l; do
            case $l in "$u":*|*:*:"$u":*:*:*:*) e=$l; break;; esac
          done </etc/passwd
        fi
        if [ -n "$e" ]; then
          IFS=: read -r name x uid gid x home shell <<MAYFLY
        $e
        MAYFLY
        else
          case $u in *[!0-9]*|'') fail user 2;; esac
          name=$u uid=$u gid=$u home=/ shell=/bin/sh
        fi
        shift 3
        set -- "$n" "$home" "$name" "${shell:-/bin/sh}" "$@"
        if [ "$uid" = "$me" ]; then exec /bin/sh -c "$L" sh "$@"; fi
        if [ "$me" = 0 ]; then
          if setpriv --version 2>/dev/null | grep -q util-linux; then
            g=--clear-groups
            [ -z "$e" ] || g=--init-groups
            exec setpriv --reuid "$uid" --regid "$gid" "$g" -- /bin/sh -c "$L" sh "$@"
          fi
          [ -n "$e" ] || fail user 2
          exec su -s /bin/sh -c 'exec "$@"' -- "$name" sh /bin/sh -c "$L" sh "$@"
        fi
        sudo -n -u "#$uid" true 2>/dev/null || fail user 1
        exec sudo -n -u "#$uid" -- /bin/sh -c "$L" sh "$@"
        """

    /// Enters the directory, finds the program, tells the session and becomes the command. What would make execve fail is
    /// looked for first, because nobody can report after it.
    static let enter = """
        umask 022
        n=$1 h=$2 u=$3 s=$4 d=$5 i=$6 t=$7 P=$8
        p=$9
        shift 9
        fail() { printf '%s F %s %s\\n' "$n" "$1" "$2"; exit 125; }
        unset CDPATH
        if [ -n "$d" ]; then
          cd "$d" 2>/dev/null || { [ -e "$d" ] || fail directory 2; [ -d "$d" ] || fail directory 20; fail directory 13; }
        else cd "$h" 2>/dev/null || cd /; fi
        c=2
        runs() {
          if [ ! -f "$1" ]; then [ ! -e "$1" ] || c=13; return 1; fi
          if [ ! -x "$1" ]; then c=13; return 1; fi
          l=
          { IFS= read -r l <"$1"; } 2>/dev/null
          case $l in '#!'*) ;; *) return 0;; esac
          l=${l#??}
          l=${l#"${l%%[! ]*}"}
          [ -x "${l%% *}" ]
        }
        case $p in
        '') fail exec 2;;
        */*) runs "$p" || fail exec $c;;
        *)
          o=$IFS f=1
          IFS=:
          set -f
          for q in $P; do runs "${q:-.}/$p" && { f=; break; }; done
          IFS=$o
          set +f
          [ -z "$f" ] || fail exec $c;;
        esac
        IFS= read -r l </proc/$$/stat
        l=${l##*") "}
        session() { S=$4; }
        session $l
        printf '%s S %s\\n' "$n" "$S"
        if [ "$t" = 1 ]; then
          exec env -i PATH="$P" HOME="$h" USER="$u" LOGNAME="$u" SHELL="$s" TERM=linux "$@"
        fi
        printf '%s\\n' "$n" >&2
        [ "$i" = 1 ] || exec </dev/null
        exec env -i PATH="$P" HOME="$h" USER="$u" LOGNAME="$u" SHELL="$s" "$@"
        """

    /// Functions: `members SESSION` sets `m` to what lives of a session and its descendants; `finish SESSION TENTHS` ends
    /// them and returns when they are gone. The session's first process comes first, wherever its number is among the
    /// others' names: a shell whose children end before it may exit in good order instead of by the signal.
    static let ending = """
        members() {
          k=" $1 " m= s=$1 again=1
          while [ -n "$again" ]; do
            again=
            for f in /proc/[0-9]*/stat; do
              p=${f#/proc/}
              p=${p%/stat}
              case $k in *" $p "*) [ "$p" = "$s" ] || continue;; esac
              case " $m " in *" $p "*) continue;; esac
              { IFS= read -r l <"$f"; } 2>/dev/null || continue
              belongs $p ${l##*") "}
            done
          done
          case " $m " in *" $s "*) m="$s $m";; esac
        }
        belongs() {
          [ "$2" != Z ] || return 0
          if [ "$5" != "$s" ]; then
            [ "$1" != "$s" ] || return 0
            case $k in *" $3 "*) ;; *) return 0;; esac
          fi
          k="$k$1 "
          m="$m $1"
          again=1
        }
        send() { for p in $m; do kill "-$1" $p 2>/dev/null || sudo -n kill "-$1" $p 2>/dev/null; done; }
        finish() {
          left=$2
          members "$1"
          [ "$left" = 0 ] || send TERM
          while members "$1"; [ -n "$m" ]; do
            if [ "$left" -gt 0 ]; then left=$((left - 1)); else send KILL; fi
            sleep 0.1 2>/dev/null || sleep 1
          done
        }
        """

    /// Stays for as long as a connection does, ends commands on demand and, at its own end, all that still run.
    /// Argument: nonce. Reads lines of an operation, the answer's number, a session, and one thing more. A dead command is
    /// gone once the server has reaped it, and not before: only then the server has its end to tell.
    static let warden =
        ending + "\n"
            + """
            trap '' HUP PIPE INT TERM
            n=$1 d=
            for b in /run "$XDG_RUNTIME_DIR" /tmp /dev/shm; do
              [ -d "$b" ] && d=$(umask 077; mktemp -d "$b/mayfly-XXXXXX" 2>/dev/null) && break
            done
            printf '%s W %s\\n' "$n" "$d"
            while IFS=' ' read -r o i a b; do
              case $o in
              K) (finish "$a" "$b"; rm -f "$d/$a"; printf '%s done\\n' "$i") & ;;
              S) kill "-$b" "-$a" 2>/dev/null || sudo -n kill "-$b" "-$a" 2>/dev/null; printf '%s done\\n' "$i";;
              P) if [ -e "/proc/$a" ]; then printf '%s alive\\n' "$i"; else printf '%s gone\\n' "$i"; fi;;
              D) rm -f "$d/$a";;
              esac
            done
            [ -n "$d" ] || exit 0
            for f in "$d"/*; do [ ! -e "$f" ] || finish "${f##*/}" 20 & done
            wait
            rm -rf "$d"
            """

    /// Syncs and goes down by whatever the guest has. Argument: poweroff or reboot.
    static let powerDown = """
        sync
        if [ -d /run/systemd/system ]; then exec systemctl --no-block "$1"; fi
        exec "$1"
        """
}
