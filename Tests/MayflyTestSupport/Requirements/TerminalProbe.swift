import Glibc

/// Whether sshd, run as this user, can give a session a terminal.
enum TerminalProbe {
    /// TIOCGPTN, which Swift does not import (asm-generic/ioctls.h).
    private static let numberOfTerminal: UInt = 0x8004_5430

    /// A server gives the terminal to the group `tty`. Only root may do that, unless the file system that terminals come
    /// from was mounted to do it by itself (`gid=5`), which it is not in some containers.
    static func obstacle() -> String? {
        if geteuid() == 0 { return nil }
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return "no terminal can be opened" }
        defer { close(terminal) }
        var number: CInt = 0
        var status = stat()
        guard ioctl(terminal, numberOfTerminal, &number) == 0, stat("/dev/pts/\(number)", &status) == 0 else {
            return "no terminal can be opened"
        }
        guard let group = getgrnam("tty"), group.pointee.gr_gid != status.st_gid else { return nil }
        return
            "new terminals do not belong to the group tty, and only root can change that (mount option gid of devpts)"
    }
}
