import ShellWords

/// Scripts of the appliance's for the guest's file systems; each prints what went wrong, or nothing.
enum MountScript {
    /// Mounts what fstab names beside the root, those above first.
    static func mount(_ entries: [FileSystemTable.Entry]) -> String {
        entries.map { entry in
            let volume = entry.subvolume.map { ",subvol=\($0)" } ?? ""
            let device = entry.device.shellQuoted
            let directory = place(entry.directory)
            return """
                if [ -L \(directory) ]; then echo \(directory) is a link; else
                mkdir -p \(directory)
                mount -o \("discard\(volume)".shellQuoted) \(device) \(directory) 2>/dev/null || \
                mount -o \("rw\(volume)".shellQuoted) \(device) \(directory) \(entry.isOptional ? "2>/dev/null" : "2>&1")
                fi
                """
        }.joined(separator: "\n")
    }

    /// Makes them read-only, the innermost first. What the daemon of the appliance left running in the guest is ended.
    static func quiesce(_ entries: [FileSystemTable.Entry]) -> String {
        """
        sync
        \(entries.reversed().map { entry in
            let directory = place(entry.directory)
            return "! mountpoint -q \(directory) || mount -o remount,ro \(directory) 2>/dev/null || { \(endProcesses); mount -o remount,ro \(directory) 2>&1; }"
        }.joined(separator: "\n"))
        sync
        """
    }

    /// Processes whose root or directory is in the guest, or which hold a file of it open.
    private static let endProcesses =
        "for p in /proc/[0-9]*; do "
        + "if ls -l $p/root $p/cwd $p/fd 2>/dev/null | grep -q -e '-> /sysroot'; then kill -9 ${p#/proc/}; fi; "
        + "done 2>/dev/null; sleep 0.1"

    static func resume(_ entries: [FileSystemTable.Entry]) -> String {
        entries.map { entry in
            let directory = place(entry.directory)
            return "! mountpoint -q \(directory) || mount -o remount,rw \(directory) 2>&1"
        }.joined(separator: "\n")
    }

    static let unmount = "umount -R /sysroot 2>&1; sync"

    /// A directory of the guest as the appliance sees it.
    private static func place(_ directory: String) -> String {
        directory == "/" ? "/sysroot" : ("/sysroot" + directory).shellQuoted
    }
}
