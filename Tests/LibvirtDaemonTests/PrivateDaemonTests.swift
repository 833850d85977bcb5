import CLinux
import Glibc
import Host
import Libvirt
import LibvirtDaemon
import MayflyTestSupport
import Testing

@Suite(.requires(.program("libvirtd"), .program("tini")))
struct PrivateDaemonTests {
    private func withPlace(_ body: (DaemonPlace) async throws -> Void) async throws {
        let place = try await DaemonPlace()
        do {
            try await body(place)
        } catch {
            await place.close()
            throw error
        }
        await place.close()
    }

    private func process(of daemon: PrivateDaemon) throws -> ProcessHandle {
        let pid = try #require(daemon.pid)
        return try #require(ProcessHandle(pid: pid) { $0.first?.hasSuffix("libvirtd") ?? false })
    }

    @Test("a daemon is found again, by this process and by another")
    func foundAgain() async throws {
        try await withPlace { place in
            let daemon = place.daemon()
            #expect(daemon.pid == nil)
            #expect(await daemon.tryConnect() == nil, "nothing is started by asking")
            let first = try await daemon.connect()
            let second = try await place.daemon().connect()
            let other = try OtherProcess("daemon", place.directories.runtime, place.directories.cache, "30")
            #expect(await other.end() == 0)
            #expect(other.output == "daemon \(daemon.pid ?? 0)\n")
            #expect(try await eventually { place.daemons == [daemon.pid] })
            for connection in [first, second] { await connection.close() }
        }
    }

    @Test("many processes that start at once get the same daemon")
    func startedAtOnce() async throws {
        try await withPlace { place in
            let others = try (0..<8).map { _ in
                try OtherProcess("daemon", place.directories.runtime, place.directories.cache, "30")
            }
            var answers: Set<String> = []
            for other in others {
                #expect(await other.end() == 0, "\(other.output)")
                answers.insert(other.output)
            }
            #expect(answers == ["daemon \(place.daemon().pid ?? 0)\n"])
            #expect(try await eventually { place.daemons.count == 1 })
        }
    }

    @Test("an idle daemon is gone by itself, and another one takes its place")
    func idle() async throws {
        try await withPlace { place in
            let daemon = place.daemon(idle: 5)
            let connection = try await daemon.connect()
            let first = try process(of: daemon)
            await connection.close()
            await first.wait()
            #expect(daemon.pid == nil)
            // Connecting while one leaves works as well: this one may just be about to.
            for _ in 0..<3 {
                let connection = try await daemon.connect()
                #expect(connection.isAlive)
                await connection.close()
            }
        }
    }

    @Test("a killed daemon is replaced; its socket and number are not mistaken for a living one's")
    func killed() async throws {
        try await withPlace { place in
            let daemon = place.daemon()
            let connection = try await daemon.connect()
            let first = try process(of: daemon)
            await first.kill()
            #expect(FileSystem.exists(daemon.layout.socket), "the test needs what a kill leaves")
            #expect(await daemon.tryConnect() == nil)
            let again = try await daemon.connect()
            #expect(again.isAlive && !connection.isAlive)
            #expect(try await eventually { place.daemons == [daemon.pid] })
            #expect(daemon.pid != first.pid)
            await connection.close()
            await again.close()
        }
    }

    @Test("whoever is killed while it starts the daemon leaves nothing in the way")
    func starterKilled() async throws {
        try await withPlace { place in
            for delay in [0, 10, 20, 30, 40, 50, 70] {
                let starter = try OtherProcess("daemon", place.directories.runtime, place.directories.cache, "30")
                try await Task.sleep(for: .milliseconds(delay))
                await starter.kill()
                let connection = try await place.daemon().connect()
                await connection.close()
                #expect(try await eventually { place.daemons.count == 1 }, "killed after \(delay) ms")
                await place.close()
            }
        }
    }

    @Test("libvirt's knowledge of QEMU is kept between daemons and shared by runtime directories")
    func knowledge() async throws {
        let cache = Scratch("d-cache")
        func ask(_ place: DaemonPlace) async throws -> (files: [String], time: timespec?) {
            let connection = try await place.daemon().connect()
            _ = try await connection.domainCapabilities(emulator: nil, architecture: "x86_64", accelerator: "qemu")
            await connection.close()
            await place.close()
            let directory = cache("libvirt/capabilities")
            let files = FileSystem.names(in: directory).sorted()
            return (files, files.first.flatMap { FileSystem.status(directory + "/" + $0)?.st_mtim })
        }
        let place = try await DaemonPlace(cache: cache.path)
        let other = try await DaemonPlace(cache: cache.path)
        let first = try await ask(place)
        try #require(first.files.count == 1 || place.identity.owner != nil)
        for place in [place, other] {
            let next = try await ask(place)
            #expect(next.files == first.files)
            #expect(
                next.time?.tv_sec == first.time?.tv_sec && next.time?.tv_nsec == first.time?.tv_nsec,
                "it was probed again")
        }
    }

    @Test("neither the caller's descriptors nor its signals nor its session reach the daemon")
    func alone() async throws {
        let place = try await DaemonPlace()
        let held = Scratch("held")
        // What a caller might have open without O_CLOEXEC, with signals ignored, in a directory that is removed later.
        let script = """
            cd \(held.path); exec 7> \(held("open")); trap '' INT TERM HUP; \
            exec \(OtherProcess.program) daemon \(place.directories.runtime) \(place.directories.cache) 30
            """
        var environment = ProcessEnvironment.current
        for name in ["CONFIG_HOME", "RUNTIME_DIR", "CACHE_HOME", "STATE_HOME", "DATA_HOME"] {
            environment["XDG_" + name] = held("xdg")
        }
        environment["LIBVIRT_DEFAULT_URI"] = "test:///default"
        let caller = try OtherProcess(running: ["/bin/sh", "-c", script], environment: environment)
        #expect(await caller.end() == 0, "\(caller.output)")
        let pid = try #require(place.daemon().pid)
        let links = FileSystem.names(in: "/proc/\(pid)/fd").compactMap {
            FileSystem.linkTarget("/proc/\(pid)/fd/\($0)")
        }
        #expect(!links.contains { $0.hasPrefix(held.path) }, "\(links)")
        #expect(FileSystem.linkTarget("/proc/\(pid)/cwd") == "/")
        #expect(
            FileSystem.names(in: held.path) == ["open"], "the daemon made something where the caller's variables point")
        let session = FileSystem.text("/proc/\(pid)/stat")?.split(separator: " ").dropFirst(5).first
        #expect(session != FileSystem.text("/proc/self/stat")?.split(separator: " ").dropFirst(5).first)
        // A daemon that ignored SIGTERM would stay.
        await place.close()
        #expect(place.daemons == [])
    }
}
