import CLinux
import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import Offload
import SSH
import Synchronization

/// A real sshd with its own configuration and keys, one process a connection, over socket pairs: no port is opened.
final class RunningSSHServer: Sendable {
    static let program = "/usr/sbin/sshd"

    let scratch = ScratchDirectory()
    let hostKey: SSHKeyPair
    let key: SSHKeyPair
    private let children = Mutex<[pid_t]>([])
    private let ends = Mutex<[any ByteStream]>([])

    /// With `forced`, each command of a client is that one instead; it must end with its input.
    init(maxSessions: Int = 10, forced: String? = nil) throws {
        // Written before there is a child that could hold it open.
        _ = HelperProgram.path
        hostKey = try SSHKeyPair.generate(comment: "host")
        key = try SSHKeyPair.generate(comment: "user")
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        scratch.write("host", hostKey.privateText, mode: 0o600)
        scratch.write("authorized", key.publicLine + "\n", mode: 0o600)
        scratch.write(
            "config",
            """
            HostKey \(scratch("host"))
            AuthorizedKeysFile \(scratch("authorized"))
            PidFile none
            StrictModes no
            UsePAM no
            UseDNS no
            PermitRootLogin yes
            PasswordAuthentication no
            PrintMotd no
            MaxSessions \(maxSessions)
            \(forced.map { "ForceCommand \($0)" } ?? "")

            """)
    }

    static var user: String { String(cString: getpwuid(geteuid()).pointee.pw_name) }

    /// A connection to a server of its own.
    func dial() throws -> any ByteStream {
        var pair: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
            throw SystemError("socketpair")
        }
        let stream = try DescriptorStream(Descriptor(owning: pair[0]))
        defer { close(pair[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, pair[1], 0)
        posix_spawn_file_actions_adddup2(&actions, pair[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, scratch("log"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A thread of the pool blocks signals, and what it starts would too.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = [Self.program, "-i", "-e", "-f", scratch("config")]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, Self.program, &actions, &attributes, &arguments, environ)
        guard failure == 0 else { throw SystemError("posix_spawn", subject: Self.program, number: failure) }
        children.withLock { $0.append(process) }
        ends.withLock { $0.append(stream) }
        return stream
    }

    func connect(hostKey: String? = nil) async throws(MachineError) -> SSHChannel {
        try await SSHChannel.connect(
            user: Self.user, key: key, hostKey: hostKey ?? self.hostKey.publicLine, within: .seconds(30),
            dial: { [self] in try dial() })
    }

    /// Cuts all connections, as a guest that dies does.
    func cut() {
        for end in ends.withLock({ $0 }) { end.close() }
    }

    deinit {
        cut()
        let children = children.withLock { $0 }
        // A session that ends what it started takes a moment, which must not be a test thread's.
        Task {
            await blocking {
                for child in children {
                    var tries = 0
                    while waitpid(child, nil, WNOHANG) == 0 {
                        tries += 1
                        if tries == 600 { kill(child, SIGKILL) }
                        usleep(5000)
                    }
                }
            }
        }
    }
}
