package import Glibc
import Synchronization

/// The real helper on a socket pair; ends with its last reference.
package final class RunningHelper: Sendable {
    /// The host's end, until somebody takes it.
    private let host: Mutex<Int32?>
    private let status = Mutex<Int32?>(nil)
    package let processID: pid_t

    /// With these options; or as what another program's words end in, which gives it descriptor 3.
    package init(options: [String] = [], within launcher: [String] = []) {
        var ends: [Int32] = [0, 0]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        precondition(socketpair(AF_UNIX, type, 0, &ends) == 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 3)
        let words = launcher.isEmpty ? [HelperProgram.path, "--fd", "3"] + options : launcher
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var process: pid_t = 0
        var failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
        // A child that another test forked while the program was written holds it open until it runs its own.
        for _ in 0..<1000 where failure == ETXTBSY {
            usleep(5000)
            failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
        }
        precondition(failure == 0, "the helper does not start: \(String(cString: strerror(failure)))")
        posix_spawn_file_actions_destroy(&actions)
        for argument in arguments { free(argument) }
        close(ends[1])
        host = Mutex(ends[0])
        processID = process
    }

    deinit {
        closeHost()
        // A test that failed may still hold its end: it must not hang the others.
        for _ in 0..<400 where status.withLock({ $0 }) == nil {
            if waitpid(processID, nil, WNOHANG) != 0 { return }
            usleep(5000)
        }
        if status.withLock({ $0 }) == nil { kill(processID, SIGKILL) }
        _ = waitForEnd()
    }

    /// The host's end, now the caller's to close.
    package func takeHost() -> Int32 {
        host.withLock { host in
            defer { host = nil }
            return host ?? -1
        }
    }

    package func closeHost() {
        let end = takeHost()
        if end >= 0 { close(end) }
    }

    /// How the helper ended; its host must have gone.
    package func waitForEnd() -> Int32 {
        status.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            while waitpid(processID, &status, 0) == -1, errno == EINTR {}
            known = status
            return status
        }
    }

    /// The helper's memory in the computer's RAM, in kilobytes.
    package var residentKilobytes: Int { field("VmRSS:") }

    /// The most it ever had.
    package var peakKilobytes: Int { field("VmHWM:") }

    package var openDescriptors: Int { names(of: "/proc/\(processID)/fd").count }

    private func field(_ name: String) -> Int {
        for line in text(of: "/proc/\(processID)/status").split(separator: "\n") where line.hasPrefix(name) {
            return Int(line.dropFirst(name.count).split(whereSeparator: { $0 == " " || $0 == "\t" }).first ?? "") ?? 0
        }
        return 0
    }
}

/// Looks at the world again and again until it is as expected; for what another process does in its own time, which on a
/// busy host may be long. It blocks.
package func soon(_ holds: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(50)
    while ContinuousClock.now < end {
        if try holds() { return true }
        usleep(2000)
    }
    return try holds()
}

/// A small file's text; empty when there is none.
package func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
}

/// The names in a directory.
package func names(of path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}
