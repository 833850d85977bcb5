import KubeVirt
import Machines
import MayflyTestSupport
import Synchronization
import Testing

@testable import Boots

/// Matrices as values, and on fake machines.
@Suite(.timeLimit(.minutes(5))) struct BootMatrixTests {
    private let scratch = Scratch("matrix")

    @Test("each combination is a cell, the last axis changes first, and what is not varied is everywhere")
    func cells() {
        var boot = Boot(kernel: "/k")
        boot.command = ["true"]
        var matrix = BootMatrix(boot)
        #expect(matrix.cells.map(\.name) == ["boot"])
        matrix.vary(\.cpus, "cpus", over: [1, 2])
        matrix.vary("append", over: ["", "quiet"]) { $0.arguments = $1 }
        #expect(matrix.axes == [BootAxis("cpus", ["1", "2"]), BootAxis("append", ["", "quiet"])])
        #expect(
            matrix.cells.map(\.name) == [
                "cpus=1, append=", "cpus=1, append=quiet", "cpus=2, append=", "cpus=2, append=quiet",
            ])
        #expect(matrix.cells.map(\.boot.cpus) == [1, 1, 2, 2])
        #expect(matrix.cells.map(\.boot.arguments) == ["", "quiet", "", "quiet"])
        #expect(matrix.cells.allSatisfy { $0.boot.command == ["true"] })
        matrix.vary("memory", over: [Quantity]()) { $0.memory = $1 }
        #expect(matrix.cells.isEmpty)
    }

    @Test("cells are counted before they are made, also more than there are numbers")
    func count() {
        let wide = BootAxis("append", (0..<65536).map(String.init))
        #expect(BootMatrix.count(of: [BootAxis("cpus", ["1", "2"]), wide]) == 131_072)
        #expect(BootMatrix.count(of: [wide, wide, wide, wide]) == nil)
        #expect(BootMatrix.count(of: []) == 1)
    }

    private func kernel() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 0x600)
        bytes.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
        bytes[0x20F] = 0x02
        bytes.replaceSubrange(0x400..<0x40F, with: Array("6.9.1-mine (me)".utf8))
        return try scratch.write("vmlinuz", bytes)
    }

    @Test("every cell is run as often as it is to be, and one that failed is no error", .enabled(if: Self.isPC))
    func runs() async throws {
        let host = FakeHost(programs: ["fails": { _ in 3 }])
        var matrix = BootMatrix(Boot(kernel: try kernel()))
        matrix.vary("command", over: ["true", "fails", "no-such-program"]) { $0.command = [$1] }
        let seen = Mutex<[String]>([])
        let results = try await matrix.run(times: 2, jobs: 2, on: FakeProvider(on: host)) { cell, run in
            seen.withLock { $0.append("\(cell.name) \(run)") }
            return BootObserver()
        }
        #expect(results.map(\.cell) == matrix.cells)
        #expect(results.map(\.runs.count) == [2, 2, 2])
        #expect(results.map(\.hasPassed) == [true, false, false])
        #expect(results.allSatisfy { $0.obstacle == nil })
        #expect(try results[1].runs.map { try $0.get().end } == [.commandExited(3), .commandExited(3)])
        #expect(throws: MachineError.self) { try results[2].runs[0].get() }
        // Each once before any is run again.
        #expect(
            Set(seen.withLock { $0.prefix(3) })
                == ["command=true 1", "command=fails 1", "command=no-such-program 1"])
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test("what is wrong with a cell is told with its name, before anything is started", .enabled(if: Self.isPC))
    func refusals() async throws {
        let host = FakeHost()
        var matrix = BootMatrix(Boot(kernel: try kernel()))
        matrix.vary(\.kernel, "kernel", over: [try kernel(), "/no/kernel"])
        let error = await #expect(throws: MachineError.self) { try await matrix.run(on: FakeProvider(on: host)) }
        #expect(error?.message.hasPrefix("the cell kernel=/no/kernel cannot be booted: there is no kernel") == true)
        var wrong = BootMatrix(Boot(kernel: try kernel()))
        wrong.vary("failOn", over: ["errors", "pannic"]) { $0.failOn = [$1] }
        let unknown = await #expect(throws: MachineError.self) { try await wrong.run(on: FakeProvider(on: host)) }
        #expect(unknown?.message.contains("the cell failOn=pannic") == true)
    }

    private static var isPC: Bool { Boot(kernel: "/k").machineArchitecture == .amd64 }
}
