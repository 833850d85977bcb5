import Foundation
import MayflyTesting
import Offload
import Testing

/// One file of tests for every place: `MAYFLY_ON` says where, and nothing here does. `ci/test` runs it on this host and on
/// a cluster, in one boot each; the tests share it and leave it as they found it.
@Suite(
    "A machine, wherever it is", .serialized, .requires(.machines), .timeLimit(.minutes(30)),
    .machine(file: "Tests/EitherPlaceTests/either-place.yaml", .shared))
struct EitherPlaceMachineTests {
    @Test func `a command's output, errors and status are its own`() async throws {
        let machine = try Machine.current
        let result = try await machine.run(.shell("id -un; echo to the other >&2; exit 3"))
        #expect(result.termination == .exited(3))
        #expect(result.output == "root\n" && result.errorOutput == "to the other\n")
    }

    @Test func `a command reads all that it is given`() async throws {
        let text = String(repeating: "0123456789abcde\n", count: 100_000)
        let result = try await Machine.current.run(Command("wc", ["-c"]), input: Array(text.utf8))
        #expect(result.output == "1600000\n")
    }

    @Test func `a tree is the same after it was copied in and out`() async throws {
        let machine = try Machine.current
        let there = FileManager.default.temporaryDirectory.appending(path: "either-\(machine.id)")
        defer { try? FileManager.default.removeItem(at: there) }
        try await machine.copyIn(#filePath, to: "/srv/tree/deep/file")
        try await machine.copyOut("/srv/tree", to: there.path())
        let copy = there.appending(path: "deep/file").path()
        #expect(FileManager.default.contentsEqual(atPath: #filePath, andPath: copy))
        try await machine.run("rm", "-r", "/srv/tree").check()
    }

    @Test func `a line on the console is waited for`() async throws {
        let machine = try Machine.current
        async let line = machine.expect(console: .regex("^marker [0-9]+$"))
        // A login prompt has no end of its line, and may have come before.
        try await machine.run(.shell("printf '\\nmarker 17\\n' > /dev/console")).check()
        #expect(try await line.text == "marker 17")
    }

    @Test func `a port of the guest is reached from here`() async throws {
        let banner = try await Machine.current.withForwardedPort(22) { port in
            let stream = try await TCPService(host: "127.0.0.1", port: port).connect()
            defer { stream.close() }
            return String(decoding: try await stream.read(atMost: 256), as: UTF8.self)
        }
        #expect(banner.hasPrefix("SSH-2.0-"))
    }

    @Test func `what runs in it is told`() async throws {
        let machine = try Machine.current
        #expect(try await machine.service("ssh").isActive)
        #expect(try await machine.file("/etc/os-release").text.contains("VERSION_CODENAME=bookworm"))
        #expect(try await machine.port(22).isOpen)
    }

    @Test func `it stands still while it is paused, and goes on`() async throws {
        let machine = try Machine.current
        try await machine.pause()
        #expect(await machine.state == .paused)
        try await machine.unpause()
        #expect(try await machine.run("true").termination == .exited(0))
        #expect(await machine.state == .ready)
    }

    @Test func `after a reboot it is another boot of the same machine`() async throws {
        let machine = try Machine.current
        try await machine.run(.shell("echo still here > /srv/kept; sync")).check()
        let before = try await machine.file("/proc/sys/kernel/random/boot_id").text
        try await machine.reboot()
        #expect(try await machine.file("/proc/sys/kernel/random/boot_id").text != before)
        #expect(try await machine.file("/srv/kept").text == "still here\n")
        try await machine.run("rm", "/srv/kept").check()
    }
}
