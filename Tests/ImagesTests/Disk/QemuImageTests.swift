import Host
import MayflyTestSupport
import Offload
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct QemuImageTests {
    /// What the kernel says of a process, by name.
    private func status(_ process: ProcessHandle) -> [String: String] {
        let lines = (FileSystem.text("/proc/\(process.pid)/status") ?? "").split(separator: "\n")
        return Dictionary(
            lines.map { line in
                let words = line.split(whereSeparator: \.isWhitespace)
                return (String(words[0]), words.dropFirst().joined(separator: " "))
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test(.requires(.root, .program("setpriv"))) func `started by root, it has no power of root's`() async throws {
        try await withScratch { directory in
            let sockets = try SocketDirectory.make(in: directory)
            defer { sockets.remove() }
            // A server that never answers holds it where it can be looked at.
            let (address, listener) = (sockets.path + "/nbd", try UnixListener(sockets.path + "/nbd"))
            let running = Task {
                try await QemuImage.run("info", "nbd+unix:///?socket=" + address, making: directory + "/nothing")
            }
            let stream = try await listener.accept()
            let found = ProcessTable.processes { $0.contains { $0.contains(address) } }.map(status)
            #expect(found.count == 1)
            for process in found {
                #expect(process["Name:"] == "qemu-img" && process["NoNewPrivs:"] == "1")
                for name in ["CapEff:", "CapPrm:", "CapBnd:", "CapInh:"] {
                    #expect(process[name].flatMap { UInt64($0, radix: 16) } == 0, "\(name)")
                }
            }
            stream.close()
            await #expect(throws: ImageError.self) { try await running.value }
        }
    }
}
