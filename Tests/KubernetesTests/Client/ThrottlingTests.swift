import HTTP
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Kubernetes

/// How much a server is asked at once.
@Suite(.timeLimit(.minutes(5))) struct ThrottlingTests {
    /// What has been let through a gate, until the test says what became of it.
    private actor Hall {
        private var rounds: [Int] = []
        private(set) var most = 0
        private(set) var total = 0

        var count: Int { rounds.count }

        func enter(_ round: Int) {
            rounds.append(round)
            total += 1
            most = max(most, rounds.count)
        }

        func end(_ fate: RequestWindow.Fate, through gate: RequestGate) {
            let ending = rounds
            (rounds, most) = ([], 0)
            for round in ending { gate.leave(round, fate) }
        }
    }

    private func crowd(_ gate: RequestGate, _ hall: Hall, _ count: Int) -> [Task<Void, any Error>] {
        (0..<count).map { _ in Task { await hall.enter(try await gate.enter()) } }
    }

    @Test func `a server that is too busy is asked fewer at once, and more again when it answers`() async throws {
        let (gate, hall) = (RequestGate(), Hall())
        let tasks = crowd(gate, hall, 200)
        #expect(try await eventually { await hall.count == RequestWindow.first })
        await hall.end(.turnedAway, through: gate)
        #expect(try await eventually { await hall.count == RequestWindow.first / 2 })
        #expect(await hall.most == RequestWindow.first / 2)
        await hall.end(.answered, through: gate)
        #expect(try await eventually { await hall.count == RequestWindow.first / 2 + 1 })
        #expect(
            try await eventually {
                await hall.end(.answered, through: gate)
                return await hall.total == 200 && gate.isIdle
            })
        for task in tasks { try await task.value }
    }

    @Test func `a server that comes back meets one request, not all that wait`() async throws {
        let (gate, hall) = (RequestGate(), Hall())
        let tasks = crowd(gate, hall, 100)
        #expect(try await eventually { await hall.count == RequestWindow.first })
        await hall.end(.lost, through: gate)
        #expect(try await eventually { await hall.count == 1 })
        #expect(gate.width == 1)
        await hall.end(.lost, through: gate)
        #expect(try await eventually { await hall.count == 1 })
        #expect(
            try await eventually {
                await hall.end(.answered, through: gate)
                return await hall.total == 100 && gate.isIdle
            })
        #expect(gate.width > 1)
        for task in tasks { try await task.value }
    }

    @Test func `who is cancelled while he waits leaves the line`() async throws {
        let (gate, hall) = (RequestGate(), Hall())
        let tasks = crowd(gate, hall, RequestWindow.first)
        #expect(try await eventually { await hall.count == RequestWindow.first })
        let late = Task { try await gate.enter() }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        await hall.end(.answered, through: gate)
        #expect(gate.isIdle)
        for task in tasks { try await task.value }
    }

    @Test func `what a server says and does not say changes how much it is asked`() async throws {
        let busy = try StubCluster { _, number in
            number < 2 ? .init(429, text: "") : .init(200, text: StubCluster.object("a", 1))
        }
        _ = try await busy.client.get(ConfigMap.self, .configMaps, "a")
        #expect(busy.client.gate.width == RequestWindow.first / 4)
        let broken = try StubCluster { _, number in
            number == 0
                ? .init(200, ["Content-Length": "9999"], [1], cut: 1) : .init(200, text: StubCluster.object("a", 1))
        }
        _ = try await broken.client.get(ConfigMap.self, .configMaps, "a")
        #expect(broken.client.gate.width == 2)
        #expect(broken.client.gate.isIdle)
    }
}
