import Glibc
import Host
import LibvirtDaemon
import MayflyTestSupport
import Testing

/// A runtime and a cache directory of a test's own, and the `mayfly` program that works in them.
struct Place {
    let scratch: Scratch
    let directories: HostDirectories
    let daemon: PrivateDaemon
    /// What is put before the command, such as a change of the user.
    var prefix: [String] = []
    var environment: [String: String]

    let program: String
    let tiny: String

    /// It lies beside the test program.
    private static let programUnderTest = beside("mayfly")

    /// A program of this package.
    static func beside(_ program: String) -> String {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + program
    }

    /// `open`: other users may come here, and find the program and the fixture.
    init(_ name: String, open: Bool = false) async throws {
        scratch = Scratch(name)
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        daemon = PrivateDaemon(directories: directories, identity: await .probe())
        environment = [
            "PATH": ProcessEnvironment.current["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.path,
            "MAYFLY_RUNTIME_DIR": directories.runtime, "MAYFLY_CACHE_DIR": directories.cache,
        ]
        guard open else {
            program = Self.programUnderTest
            tiny = TestHost.package + "/Fixtures/tiny.yaml"
            return
        }
        chmod(scratch.path, 0o755)
        program = scratch("mayfly")
        tiny = try scratch.write("tiny.yaml", try FileSystem.read(TestHost.package + "/Fixtures/tiny.yaml"))
        // By another process: a program that a child of ours may still have open for writing cannot be started.
        let copy = try Caller(["install", "-m", "755", Self.programUnderTest, program], environment: environment)
        try #require(await copy.end() == 0, "\(copy.output)")
    }

    /// Starts `mayfly` with these words.
    func start(_ words: String...) throws -> Caller { try start(words) }

    func start(_ words: [String]) throws -> Caller {
        let command = prefix + [program] + words
        return try Caller(command, environment: environment)
    }

    /// Runs `mayfly` with these words to its end.
    @discardableResult
    func run(_ words: String...) async throws -> (status: Int32, output: String) {
        let caller = try start(words)
        return (await caller.end(), caller.output)
    }

    /// QEMU's processes of a machine here.
    func emulators(of machine: String) -> [Int32] {
        ProcessTable.processes { words in
            (words.first ?? "").contains("qemu")
                && words.contains { $0.hasPrefix("guest=mayfly-") && $0.prefix { $0 != "," }.hasSuffix("-" + machine) }
                && words.contains { $0.contains(scratch.path + "/") }
        }.map(\.pid)
    }

    /// Everything that is left when all is well: what a machine that nobody disturbed leaves.
    func undisturbed() async throws -> Leftovers {
        let (status, output) = try await run("run", tiny, "--", "true")
        try #require(status == 0, "a machine cannot run here: \(output)")
        return try await settled { _ in true }
    }

    /// libvirt clears away in its own time what a machine's end leaves it; then `gc` has the rest.
    func settled(_ enough: (Leftovers) -> Bool) async throws -> Leftovers {
        var left = Leftovers(of: self)
        _ = try await eventually {
            try await run("gc")
            left = Leftovers(of: self)
            return enough(left) && left.files.allSatisfy { !$0.contains("-mayfly-") && !$0.contains("/m/") }
        }
        // What was seen, not another look: libvirt may write its last line of a machine after `gc`, for the next one.
        return left
    }

    /// Fails unless there is nothing here that was not there before.
    func expectNothing(
        beyond before: Leftovers, _ comment: Comment? = nil, at location: SourceLocation = #_sourceLocation
    )
        async throws
    {
        let after = try await settled { $0.beyond(before).isEmpty }
        #expect(after.beyond(before) == [], comment, sourceLocation: location)
        #expect(after.daemons <= 1, comment, sourceLocation: location)
    }

    /// Runs a body, then ends the daemon, whatever comes of the body.
    func using(_ body: (Place) async throws -> Void) async throws {
        do { try await body(self) } catch {
            await close()
            throw error
        }
        await close()
    }

    /// Ends the daemon, as the last thing that a test does here.
    func close() async {
        guard let pid = daemon.pid, let process = ProcessHandle(pid: pid, where: { _ in true }) else { return }
        process.signal(SIGTERM)
        await process.wait()
    }
}
