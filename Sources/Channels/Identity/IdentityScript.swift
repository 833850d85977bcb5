/// What the helper does in C, in POSIX sh. Reads its variables from standard input; R is another system's root directory,
/// in tests. Prints for each item its part, 0, - (there is none) or an errno, and its path.
enum IdentityScript {
    static let text = """
        umask 077
        eval "$(cat)"
        say() { printf '%s %s %s\\n' "$1" "$2" "$3"; }
        tell() { if [ "$1" = 0 ]; then say "$2" 0 "$3"; else say "$2" 5 "$3"; fi; }
        ours() { [ -z "$R" ] && return 0; say "$1" 1 "$2"; return 1; }
        put() {
          if [ -h "$R$2" ] || [ ! -f "$R$2" ]; then say "$1" - "$2"; return; fi
          { printf %s "$c" >"$R$2"; } 2>/dev/null
          tell $? "$1" "$2"
        }

        """ + kernel + names + cloud + keys + """
            B=
            { IFS= read -r B </proc/sys/kernel/random/boot_id; } 2>/dev/null
            say end "$B"
            [ -z "$S" ] || kill -HUP "$S"
            """

    /// Whoever can call an ioctl for us has the generator use the new bytes at once; else it does so within a minute.
    private static let kernel = """
        if [ -n "$e" ] && ours 1 /dev/urandom; then
          c=95
          { printf %s "$e" >/dev/urandom; } 2>/dev/null || c=5
          if command -v perl >/dev/null 2>&1; then
            printf %s "$e" | perl -e '$b = pack "H*", <STDIN>; open F, ">", "/dev/urandom" or exit 1;
              for $n (0x40085203, 0x80085203) { ioctl F, $n, pack("ii", 8 * length $b, length $b) . $b and last }
              exit(ioctl(F, 0x5207, 0) || ioctl(F, 0x20005207, 0) ? 0 : 1)' 2>/dev/null && c=0
          elif command -v python3 >/dev/null 2>&1; then
            printf %s "$e" | python3 -c 'import fcntl, struct, sys
        bytes = bytes.fromhex(sys.stdin.read())
        with open("/dev/urandom", "wb", 0) as file:
            def call(numbers, *rest):
                for number in numbers:
                    try: return fcntl.ioctl(file, number, *rest)
                    except OSError as caught: last = caught
                raise last
            pool = struct.pack("ii", 8 * len(bytes), len(bytes)) + bytes
            call((0x40085203, 0x80085203), pool)
            call((0x5207, 0x20005207))' 2>/dev/null && c=0
          fi
          say 1 $c /dev/urandom
        fi
        if [ -n "$t" ] && ours 2; then
          date -s "@$t.$n" >/dev/null 2>&1 || date -s "@$t" >/dev/null 2>&1
          tell $? 2
        fi

        """

    private static let names = """
        if [ -n "$h" ]; then
          o=
          { read -r o <"$R/etc/hostname"; } 2>/dev/null
          [ -n "$o" ] || { read -r o </proc/sys/kernel/hostname; } 2>/dev/null
          f= x= q='
        '
          set -f
          [ -h "$R/etc/hosts" ] || [ ! -f "$R/etc/hosts" ] || while IFS= read -r l || [ -n "$l" ]; do
            case $l in 127.0.1.1[!0-9.]*)
              w=
              for z in $l; do
                case $z in
                "$o") z=$h f=1;;
                "${o%%.*}"|"${o%%.*}".*) z=${h%%.*}${z#"${o%%.*}"} f=1;;
                esac
                w="$w${w:+ }$z"
              done
              l=$w;;
            esac
            x="$x$l$q"
          done <"$R/etc/hosts"
          set +f
          c=$h$q
          put 3 /etc/hostname
          if [ -n "$f" ]; then c=$x; put 3 /etc/hosts; else say 3 - /etc/hosts; fi
          if ours 3; then
            { printf %s "$h" >/proc/sys/kernel/hostname; } 2>/dev/null
            tell $? 3
          fi
        fi
        if [ -n "$m" ]; then
          c="$m
        "
          M=/etc/machine-id o=
          { read -r o <"$R$M"; } 2>/dev/null
          if [ -f "$R/run/machine-id" ] && [ "$R/run/machine-id" -ef "$R$M" ]; then M=/run/machine-id; fi
          put 4 $M
          for l in /run/log/journal /var/log/journal; do
            [ -n "$o" ] && [ -d "$R$l/$o" ] || continue
            if [ ! -h "$R$l/$o" ] && [ ! -e "$R$l/mayfly" ]; then mv "$R$l/$o" "$R$l/mayfly" && ln -s mayfly "$R$l/$o"; fi
            [ "$o" != "$m" ] || continue
            if [ -h "$R$l/$o" ]; then ln -s "$(readlink "$R$l/$o")" "$R$l/$m"; else mv "$R$l/$o" "$R$l/$m" && ln -s "$m" "$R$l/$o"; fi
          done
          put 4 /var/lib/dbus/machine-id
        fi
        p=/proc/sys/kernel/random/boot_id
        if [ -n "$b" ] && ours 5 $p; then
          l=/run/mayfly-boot-id
          if [ -f $l ] && [ $l -ef $p ]; then printf '%s\\n' "$b" >$l; else
            rm -f $l
            (umask 022; set -C; printf '%s\\n' "$b" >$l) 2>/dev/null && mount --bind $l $p 2>/dev/null
          fi
          tell $? 5 $p
        fi
        c=$s
        [ -z "$s" ] || put 6 /var/lib/systemd/random-seed

        """

    private static let cloud = """
        if [ -n "$i" ]; then
          C=/var/lib/cloud
          if [ -h "$R$C/instance" ]; then
            o=$(readlink "$R$C/instance")
            o=${o%/}
            o=${o##*/}
            [ "$o" = "$i" ] || { mv "$R$C/instances/$o" "$R$C/instances/$i" && ln -sfn "$C/instances/$i" "$R$C/instance"; }
            tell $? 7 $C/instance
            c="$i
        "
            put 7 $C/data/instance-id
            l=
            { read -r l <"$R$C/data/previous-instance-id"; } 2>/dev/null
            [ "$l" != "$o" ] || printf %s "$c" >"$R$C/data/previous-instance-id"
            [ ! -f "$R/run/cloud-init/.instance-id" ] || printf %s "$c" >"$R/run/cloud-init/.instance-id"
          else say 7 - $C/instance; fi
        fi

        """

    private static let keys = """
        S=
        if [ -n "$k" ]; then
          if [ -d "$R/etc/ssh" ]; then
            { printf %s "$K" >"$R/etc/ssh/$k" && (umask 022; printf %s "$P" >"$R/etc/ssh/$k.pub"); } 2>/dev/null
            c=$?
            for f in "$R"/etc/ssh/ssh_host_*_key "$R"/etc/ssh/ssh_host_*_key.pub "$R"/etc/ssh/ssh_host_*_key-cert.pub; do
              case $f in "$R/etc/ssh/$k"|"$R/etc/ssh/$k.pub") continue;; esac
              [ ! -f "$f" ] || rm -f "$f" || c=1
            done
            tell $c 8 /etc/ssh
          else say 8 - /etc/ssh; fi
        fi
        if [ -n "$u" ]; then
          H=
          while IFS=: read -r z x U G y d l; do [ "$z" != "$u" ] || { H=$R$d; break; }; done <"$R/etc/passwd"
          f=$H/.ssh/authorized_keys
          if [ -z "$H" ] || [ ! -d "$H" ] || [ -h "$H/.ssh" ] || [ -h "$f" ]; then
            say 9 - '~/.ssh/authorized_keys'
          else
            [ -d "$H/.ssh" ] || { mkdir "$H/.ssh" && chown "$U:$G" "$H/.ssh"; }
            x= q='
        '
            [ ! -f "$f" ] || while IFS= read -r l || [ -n "$l" ]; do
              while IFS=' ' read -r y z w; do
                [ -n "$z" ] || continue
                case $l in *"$z"*) continue 2;; esac
              done <<MAYFLY
        $r$a
        MAYFLY
              x="$x$l$q"
            done <"$f"
            c=0
            [ -f "$f" ] || { : >"$f" && chown "$U:$G" "$f"; } || c=1
            { printf %s "$x$a" >"$f"; } 2>/dev/null || c=1
            tell $c 9 '~/.ssh/authorized_keys'
          fi
        fi
        if [ -n "$k" ]; then
          { read -r S </run/sshd.pid && read -r x <"/proc/$S/comm"; } 2>/dev/null || x=
          [ -z "$R" ] && [ "$x" = sshd ] || S=
          if [ -n "$S" ]; then say 10 0 /run/sshd.pid; else say 10 - /run/sshd.pid; fi
        fi

        """
}
