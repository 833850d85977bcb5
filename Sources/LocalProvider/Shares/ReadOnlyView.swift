import Host
import Machines

/// A directory with all that is mounted in it, mounted once more for one program, so that nobody can write by that.
///
/// Only root can make one, and nobody else sees it; it is gone with the program.
enum ReadOnlyView {
    /// Not what a kernel or a running system keeps there: a guest has its own.
    private static let script = """
        set -e
        mount --rbind -- "$1" "$2"
        for name in proc sys dev run tmp; do umount -R -- "$2/$name" 2> /dev/null || :; done
        mounts=$(cat /proc/self/mountinfo)
        while read -r _ _ _ _ place _; do
            place=$(printf %b "$place")
            case $place in
            "$2" | "$2"/*) mount -o remount,bind,ro -- "$place" || ! mountpoint -q -- "$place" ;;
            esac
        done << END
        $mounts
        END
        shift 2
        exec "$@"
        """

    /// `program` with its arguments, which finds the directory at `view`, an empty one.
    static func command(of directory: String, at view: String, for program: [String]) throws(MachineError) -> [String] {
        guard let unshare = FileSystem.program("unshare") else {
            throw MachineError(.hostNotReady, "unshare is not installed. Install the package util-linux.")
        }
        return [unshare, "--mount", "--propagation", "private", "--", "/bin/sh", "-c", script, "sh", directory, view]
            + program
    }
}
