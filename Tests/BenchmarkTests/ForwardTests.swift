import Offload
import Testing

@testable import mayfly_bench

struct ForwardTests {
    @Test(arguments: ForwardOrder.Direction.allCases, [0, 1, 256 << 20])
    func `an order goes over the wire and back`(_ direction: ForwardOrder.Direction, _ bytes: Int) {
        let order = ForwardOrder(direction, bytes: bytes)
        #expect(order.wire.count == ForwardOrder.length)
        #expect(ForwardOrder(order.wire) == order)
    }

    @Test func `what is no order is none`() {
        let wire = ForwardOrder(.down, bytes: 7).wire
        #expect(ForwardOrder(wire.dropLast()) == nil)
        #expect(ForwardOrder([0] + wire.dropFirst()) == nil)
        #expect(ForwardOrder([wire[0]] + [UInt8](repeating: 0xFF, count: 8)) == nil)
    }

    @Test(.timeLimit(.minutes(1))) func `bytes go both ways, by the proxy and by the websocket`() async throws {
        let (plain, web) = (try LoopbackListener(), try LoopbackListener())
        let endpoint = Task { try await ForwardEndpoint.serve(plain: plain, web: web) }
        defer { endpoint.cancel() }
        let report = try await ForwardBenchmark(rounds: 1, mebibytes: 3).measure(plain: plain.port, web: web.port)
        for found in [report.down, report.up] {
            #expect(found.plain.count == 1 && found.websocket.count == 1 && found.ratio > 0)
        }
    }

    @Test func `the ratio is that of the rounds, and the slower direction counts`() {
        var report = ForwardReport(rounds: 2, mebibytes: 100)
        func sample(_ clock: Double) -> ForwardReport.Sample { .init(clock: clock, processor: 0) }
        report.add(.down, plain: sample(1), websocket: sample(1))
        report.add(.down, plain: sample(3), websocket: sample(2))
        report.add(.up, plain: sample(1), websocket: sample(2))
        #expect(report.down.ratio == 1.25 && report.up.ratio == 0.5 && report.ratio == 0.5)
        #expect(report.up.medianPlain == 100 && report.up.medianWebsocket == 50)
        #expect(report.text.contains("50 MiB/s"))
    }
}
