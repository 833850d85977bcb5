import Synchronization
import Testing

@testable import Boots

@Suite(.timeLimit(.minutes(5))) struct BootSeriesTests {
    @Test("each boot has its turn before any has its next, and no more run at once than there may")
    func turns() async throws {
        let state = Mutex((begun: [BootSeries.Turn](), running: 0, most: 0))
        let ended = try await BootSeries(boots: 3, times: 2, jobs: 2).run { turn in
            state.withLock {
                $0.begun.append(turn)
                $0.running += 1
                $0.most = max($0.most, $0.running)
            }
            await Task.yield()
            state.withLock { $0.running -= 1 }
            return turn.boot * 10 + turn.number
        }
        #expect(ended.sorted { $0.key < $1.key }.map(\.value) == [1, 2, 11, 12, 21, 22])
        let (begun, most) = state.withLock { ($0.begun, $0.most) }
        #expect(begun.prefix(3).map(\.number) == [1, 1, 1] && begun.suffix(3).map(\.number) == [2, 2, 2])
        #expect(most <= 2)
    }

    @Test("without an end it goes on until one fails, and that ends it")
    func failure() async throws {
        let ended = try await BootSeries(times: nil, untilFailure: true, jobs: 1).run(hasFailed: { $0 == 4 }) {
            $0.number
        }
        #expect(ended.values.sorted() == [1, 2, 3, 4])
    }

    @Test("no boots are no runs")
    func none() async throws {
        #expect(try await BootSeries(boots: 0, times: nil, jobs: 2).run { $0.number }.isEmpty)
    }
}
