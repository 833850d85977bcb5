import Glibc
import MayflyTestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct LedgerProcessTests {
    private let place: LedgerPlace

    init() throws { place = try LedgerPlace() }

    @Test("a holder that is killed gives its memory back")
    func killedHolder() async throws {
        let other = try place.other(80, "other")
        #expect(try await other.says("granted"))
        let ledger = place.ledger()
        let task = Task { try await ledger.admit(50, for: "web") }
        #expect(try await eventually { place.waiting.count == 1 })
        await other.kill()
        try await task.value.release()
        #expect(place.granted == [])
    }

    @Test("one that is killed while it waits holds nobody up")
    func killedWaiter() async throws {
        let ledger = place.ledger()
        let first = try await ledger.admit(50, for: "first")
        let other = try place.other(80, "other")
        #expect(try await eventually { place.waiting.count == 1 })
        let task = Task { try await ledger.admit(50, for: "web") }
        #expect(try await eventually { place.waiting.count == 2 })
        await other.kill()
        try await task.value.release()
        #expect(place.waiting == [])
        first.release()
    }

    @Test("processes are served in the order in which they came, and are told whom they wait for")
    func order() async throws {
        let first = try place.other(80, "first")
        #expect(try await first.says("granted"))
        let second = try place.other(90, "second")
        #expect(try await eventually { place.waiting.count == 1 })
        let third = try place.other(20, "third")
        #expect(try await third.says("1 asked before; in use: first (1 MiB, process \(first.process.pid))"))
        #expect(!second.output.contains("granted") && !third.output.contains("granted"))
        await first.kill()
        #expect(try await second.says("granted"))
        #expect(!third.output.contains("granted"))
        await second.kill()
        #expect(try await third.says("granted"))
        await third.kill()
    }

    @Test("sweeping removes the files of the dead, and none of the living")
    func sweep() async throws {
        let ledger = place.ledger()
        let mine = try await ledger.admit(10, for: "mine")
        let dead = try place.other(20, "dead")
        #expect(try await dead.says("granted"))
        let waiting = try place.other(90, "waiting")
        #expect(try await eventually { place.waiting.count == 1 })
        await dead.kill()
        await waiting.kill()
        await ledger.sweep()
        #expect(place.granted.count == 1 && place.waiting == [])
        mine.release()
        #expect(place.granted == [])
    }

    @Test("memory of a machine that outlives its owner is held until the machine is gone")
    func survivor() async throws {
        let machine = try OtherProcess(running: ["/bin/sleep", "600"])
        let owner = try place.other(80, "kept", more: "\(machine.process.pid)")
        #expect(try await eventually { LedgerSurveyed(place).hasProcess })
        await owner.kill()
        let ledger = place.ledger()
        let error = await #expect(throws: HostError.self) { try await ledger.admit(50, for: "web", within: .zero) }
        #expect(error?.message.contains("kept (1 MiB, process \(machine.process.pid))") == true)
        let task = Task { try await ledger.admit(50, for: "web") }
        #expect(try await eventually { place.waiting.count == 1 })
        await machine.kill()
        try await task.value.release()
        #expect(place.granted == [])
    }

    @Test("a spare machine of another process makes room")
    func shed() async throws {
        let machine = try OtherProcess(running: ["/bin/sleep", "600"])
        let other = try place.other(80, "pool", more: "\(machine.process.pid)", "spare")
        #expect(try await other.says("granted"))
        let ledger = place.ledger()
        let task = Task { try await ledger.admit(50, for: "web") }
        #expect(try await other.says("shed"))
        await other.kill()
        await machine.kill()
        try await task.value.release()
    }

    /// Whether the one grant knows its process.
    private struct LedgerSurveyed {
        let hasProcess: Bool
        init(_ place: LedgerPlace) {
            let text = place.granted.first.flatMap { FileSystem.text(place.directories.ledger + "/granted/" + $0) }
            hasProcess = LedgerRecord(text ?? "").process != nil
        }
    }
}
