import Glibc
import Host
import MayflyTestSupport

/// A runtime and a cache directory of a test's own, and the `mayfly` program that works in them.
struct Place {
    let scratch: Scratch
    let directories: HostDirectories
    let daemon: PrivateDaemon
    /// What is put before the command, such as a change of the user.
    var prefix: [String] = []
    var environment: [String: String]

    /// The program under test lies beside the test program.
    static let program: String = {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/mayfly"
    }()

    static var tiny: String { TestHost.package + "/Fixtures/tiny.yaml" }

    init(_ name: String) async {
        scratch = Scratch(name)
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        daemon = PrivateDaemon(directories: directories, identity: await .probe())
        environment = [
            "PATH": ProcessEnvironment.current["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.path,
            "MAYFLY_RUNTIME_DIR": directories.runtime, "MAYFLY_CACHE_DIR": directories.cache,
        ]
    }

    /// Starts `mayfly` with these words.
    func start(_ words: String...) throws -> Caller { try start(words) }

    func start(_ words: [String]) throws -> Caller {
        let command = prefix + [Self.program] + words
        return try Caller(command, environment: environment)
    }

    /// Runs `mayfly` with these words to its end.
    @discardableResult
    func run(_ words: String...) async throws -> (status: Int32, output: String) {
        let caller = try start(words)
        return (await caller.end(), caller.output)
    }

    /// Ends the daemon, as the last thing that a test does here.
    func close() async {
        guard let pid = daemon.pid, let process = ProcessHandle(pid: pid, where: { _ in true }) else { return }
        process.signal(SIGTERM)
        await process.wait()
    }
}
