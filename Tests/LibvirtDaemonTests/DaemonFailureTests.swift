import Glibc
import Host
import Libvirt
import LibvirtDaemon
import MayflyTestSupport
import Testing

/// A daemon that cannot start: the error says why, and nothing is left.
@Suite(.requires(.program("tini")))
struct DaemonFailureTests {
    @Test("a daemon that ends at once is an error with its last words")
    func endsAtOnce() async throws {
        let place = try await DaemonPlace()
        let path = try place.replace("libvirtd", by: "echo 'libvirtd: cannot find the moon' >&2\nexit 1\n")
        let error = await #expect(throws: HostError.self) { try await place.daemon(path: path).connect() }
        #expect(error?.code == .daemon)
        #expect(error?.message.contains("ended as soon as it was started") == true)
        #expect(error?.message.contains("cannot find the moon") == true)
        #expect(error?.message.contains(place.directories.daemon + "/log") == true)
    }

    @Test("a daemon that hangs is an error after the limit, and is ended with all its children")
    func hangs() async throws {
        let place = try await DaemonPlace()
        let path = try place.replace(
            "libvirtd", by: "echo 'waiting for the moon'\nsleep 600 &\necho $! > \(place.scratch("pid"))\nwait\n")
        var error: HostError?
        // It has to be there to be ended: a busy host may take longer to start it than the limit lets it live.
        for limit in [1, 5, 25] where place.scratch.text("pid")?.hasSuffix("\n") != true {
            error = await #expect(throws: HostError.self) {
                try await place.daemon(limit: .seconds(limit), path: path).connect()
            }
        }
        #expect(error?.code == .daemon)
        #expect(error?.message.contains("did not answer in time") == true)
        #expect(error?.message.contains("waiting for the moon") == true)
        let pid = try #require(Int32((place.scratch.text("pid") ?? "").filter(\.isNumber)))
        #expect(try await eventually { ProcessHandle(pid: pid) { $0.contains("600") } == nil })
    }

    @Test("cancelling ends the wait and the daemon that did not answer")
    func cancelled() async throws {
        let place = try await DaemonPlace()
        let path = try place.replace("libvirtd", by: "echo $$ > \(place.scratch("pid"))\nexec sleep 600\n")
        let connecting = Task { try await place.daemon(path: path).connect() }
        #expect(try await eventually { place.scratch.text("pid")?.hasSuffix("\n") ?? false })
        connecting.cancel()
        await #expect(throws: HostError.self) { try await connecting.value }
        let pid = try #require(Int32((place.scratch.text("pid") ?? "").filter(\.isNumber)))
        #expect(try await eventually { ProcessHandle(pid: pid) { $0.contains("600") } == nil })
    }

    @Test("a daemon that takes connections and says nothing is an error after the limit")
    func silent() async throws {
        let place = try await DaemonPlace()
        let daemon = place.daemon(limit: .seconds(1))
        // A daemon that was stopped in the middle of its work.
        let connection = try await place.daemon().connect()
        let pid = try #require(daemon.pid)
        kill(pid, SIGSTOP)
        let error = await #expect(throws: HostError.self) { try await daemon.connect() }
        #expect(error?.message.contains("does not answer") == true)
        #expect(error?.message.contains("kill \(pid)") == true)
        kill(pid, SIGCONT)
        await connection.close()
        await place.close()
    }

    @Test("a program that is not installed is named, with its package", arguments: ["tini", "libvirtd"])
    func notInstalled(_ program: String) async throws {
        let place = try await DaemonPlace()
        mkdir(place.scratch("bin"), 0o755)
        for name in ["tini", "libvirtd", "unshare", "setpriv"] where name != program {
            symlink(FileSystem.program(name) ?? "/", place.scratch("bin/\(name)"))
        }
        // A directory of that name is no program.
        mkdir(place.scratch("bin/\(program)"), 0o755)
        let daemon = place.daemon(path: place.scratch("bin"))
        let error = await #expect(throws: HostError.self) { try await daemon.connect() }
        #expect(error?.code == .missingProgram)
        #expect(error?.message.hasPrefix("\(program) is not installed. Install the package ") == true)
    }

    @Test("a directory that cannot be written is an error that says which")
    func unwritable() async throws {
        let place = try await DaemonPlace()
        try FileSystem.remove(place.directories.daemon)
        try place.scratch.write("r/libvirt", "in the way")
        let error = await #expect(throws: HostError.self) { try await place.daemon().connect() }
        #expect(error?.code == .directory)
        #expect(error?.description.contains(place.directories.daemon) == true)
    }
}
