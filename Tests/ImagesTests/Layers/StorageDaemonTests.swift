import FoundationEssentials
import Host
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-storage-daemon"), .program("qemu-io")))
struct StorageDaemonTests {
    private static let base = String(repeating: "b", count: 64)

    /// Runs qemu-io's commands on an image; whether it was content.
    private func io(_ image: String, _ commands: String...) async throws -> Bool {
        let program = try #require(FileSystem.program("qemu-io"))
        let words = image.hasPrefix("nbd") ? ["-f", "raw"] : ["-f", "qcow2"]
        let result = try await Child.run(
            program, words + commands.flatMap { ["-c", $0] } + [image], limit: .seconds(60))
        return result.end == .exited(0) && !result.output.contains("verification failed")
    }

    @Test func `what is written before a layer is covered stays in it, and what comes after is above`() async throws {
        try await withScratch { directory in
            let base = "\(directory)/\(Self.base).qcow2"
            try await QemuImage.run("create", "-q", "-f", "qcow2", base, "64M", making: base)
            #expect(try await io(base, "write -P 1 0 64k"))
            let first = try await LayerFile.make(directory + "/0.qcow2", over: Self.base, size: 64 << 20)
            let second = try await LayerFile.make(directory + "/1.qcow2", over: nil, size: 64 << 20)
            let sockets = try SocketDirectory.make(in: directory)
            defer { sockets.remove() }
            try await StorageDaemon.serving(first.path, over: base, sockets: sockets.path) { daemon in
                let disk = "nbd+unix:///?socket=" + daemon.socket
                #expect(try await io(disk, "read -P 1 0 64k", "write -P 2 64k 64k", "flush"))
                try await daemon.cover(with: second.path)
                #expect(try await io(disk, "read -P 1 0 64k", "read -P 2 64k 64k", "write -P 3 0 64k", "flush"))
            }
            #expect(try await io(first.path, "read -P 1 0 64k", "read -P 2 64k 64k"))
            let digest = String(repeating: "c", count: 64)
            try second.settle(over: digest)
            #expect(QCOW2.head(second.path) == QCOW2.Head(virtualSize: 64 << 20, backing: digest + ".qcow2"))
            try FileManager.default.moveItem(atPath: first.path, toPath: "\(directory)/\(digest).qcow2")
            #expect(try await io(second.path, "read -P 3 0 64k", "read -P 2 64k 64k"))
            #expect(try await io(base, "read -P 1 0 64k", "read -P 0 64k 64k"), "the base was written to")
        }
    }

    @Test func `a daemon that did not end well is told, for what was written may not be whole`() async throws {
        try await withScratch { directory in
            let base = "\(directory)/\(Self.base).qcow2"
            try await QemuImage.run("create", "-q", "-f", "qcow2", base, "64M", making: base)
            let layer = try await LayerFile.make(directory + "/0.qcow2", over: Self.base, size: 64 << 20)
            let sockets = try SocketDirectory.make(in: directory)
            defer { sockets.remove() }
            let error = await #expect(throws: ImageError.self) {
                try await StorageDaemon.serving(layer.path, over: base, sockets: sockets.path) { _ in
                    for process in ProcessTable.processes(where: { $0.contains { $0.contains(sockets.path) } }) {
                        await process.kill()
                    }
                }
            }
            #expect(error?.code == .disk && error?.message.contains("did not end well") == true)
        }
    }

    @Test func `a body that fails ends the daemon, and a disk that is none is told in its words`() async throws {
        try await withScratch { directory in
            let base = "\(directory)/\(Self.base).qcow2"
            try await QemuImage.run("create", "-q", "-f", "qcow2", base, "64M", making: base)
            let layer = try await LayerFile.make(directory + "/0.qcow2", over: Self.base, size: 64 << 20)
            let sockets = try SocketDirectory.make(in: directory)
            defer { sockets.remove() }
            func serve(_ base: String, _ body: (StorageDaemon) async throws -> Void) async -> (any Error)? {
                do { try await StorageDaemon.serving(layer.path, over: base, sockets: sockets.path, body) } catch {
                    return error
                }
                return nil
            }
            let failure = await serve(base) { _ in throw ImageError(.step, "no") }
            #expect((failure as? ImageError)?.code == .step)
            let running = ProcessTable.processes { $0.contains { $0.contains(sockets.path) } }
            #expect(running.isEmpty)
            try writeFile(directory + "/none", "no disk")
            let refusal = await serve(directory + "/none") { _ in Issue.record("it runs") }
            #expect("\(try #require(refusal))".contains("Image is not in qcow2 format"))
        }
    }
}
