/// How a command of the agent's gets streams: the agent itself has none.
enum AgentScripts {
    /// Makes anonymous pipes, each held open at both ends by a process that sleeps, and prints those processes. Others
    /// open the pipes by way of /proc. Arguments: names of pipes.
    static let pipes = """
        k='echo "$1 $$" >&3; exec 3>&-; exec sleep 86400'
        exec 3>&1
        for p; do
          sh -c "$k" sh "${p}w" </dev/null 2>/dev/null | sh -c "$k" sh "${p}r" >/dev/null 2>/dev/null &
        done
        """

    /// Takes its streams and lets go of the ends that are not the host's; then goes on in a session of its own.
    /// Arguments: holders of the input's reading end (or nothing) and of the outputs' writing ends; the words of sh.
    static let attach = """
        i=$1 o=$2 e=$3
        shift 3
        [ -z "$i" ] || exec <"/proc/$i/fd/0"
        exec >"/proc/$o/fd/1" 2>"/proc/$e/fd/1"
        kill -9 $i $o $e
        IFS= read -r l <"/proc/$$/stat"
        session() { S=$4; }
        session ${l##*") "}
        [ "$S" != "$$" ] || exec /bin/sh "$@"
        exec setsid /bin/sh "$@"
        """

    static let read = "exec dd bs=65536 count=1 <\"/proc/$1/fd/0\" 2>/dev/null"
    static let write = "exec cat >\"/proc/$1/fd/1\""
    static let finish = GuestScripts.ending + "\nfinish \"$1\" \"$2\""
}
