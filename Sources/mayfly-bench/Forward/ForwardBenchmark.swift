import ClusterProvider
import ClusterWork
import Kubeconfig
import Kubernetes
import Offload

/// The same bytes through a port of ours that leads to a guest of a cluster, and through a plain TCP proxy, in turns.
///
/// The plain proxy is the same relay with a TCP connection in the place of the websocket: what differs is the websocket.
/// Both end in another process.
struct ForwardBenchmark: Sendable {
    let rounds: Int
    let mebibytes: Int

    func run() async throws -> ForwardReport {
        try await MeasuredChild.with("/proc/self/exe", ["forward", "--endpoint"]) { endpoint in
            var lines = endpoint.lines.makeAsyncIterator()
            let line = await lines.next() ?? ""
            let ports = line.split(separator: " ").compactMap { UInt16($0) }
            guard ports.count == 2 else { throw ContestFailure("the endpoint does not start: \(line)") }
            return try await measure(plain: ports[0], web: ports[1])
        }
    }

    func measure(plain: UInt16, web: UInt16) async throws -> ForwardReport {
        let guest = try await TCPService(host: "127.0.0.1", port: plain)
        let proxy = try PortRelay { try await guest.connect() }
        let client = try Self.client(of: web)
        let forward = try PortRelay { try await client.openPort(22, of: "vm") }
        defer {
            proxy.close()
            forward.close()
        }
        var report = ForwardReport(rounds: rounds, mebibytes: mebibytes)
        // The first of each is not counted: it may have to make what later ones find.
        for round in 0...rounds {
            for direction in ForwardOrder.Direction.allCases {
                let plain = try await sample(direction, proxy.port)
                let web = try await sample(direction, forward.port)
                if round > 0 { report.add(direction, plain: plain, websocket: web) }
            }
        }
        return report
    }

    private static func client(of port: UInt16) throws -> KubernetesClient {
        let text = """
            {apiVersion: v1, kind: Config, current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}], \
            clusters: [{name: a, cluster: {server: 'http://127.0.0.1:\(port)'}}], users: [{name: a, user: {}}]}
            """
        let access = try Kubeconfig(reading: Array(text.utf8), file: "the benchmark's").access()
        // No proxy of the environment's stands between.
        return KubernetesClient(access, settings: KubernetesClient.Settings(environment: [:]))
    }

    private func sample(_ direction: ForwardOrder.Direction, _ port: UInt16) async throws -> ForwardReport.Sample {
        let order = ForwardOrder(direction, bytes: mebibytes << 20)
        let stream = try await TCPService(host: "127.0.0.1", port: port).connect()
        defer { stream.close() }
        let (begun, processor) = (ContinuousClock.now, processorTime())
        try await stream.write(order.wire)
        switch direction {
        case .down: try await read(order.bytes, from: stream)
        case .up:
            let piece = [UInt8](repeating: 0x6D, count: 64 << 10)
            for _ in 0..<order.bytes / piece.count { try await stream.write(piece) }
            try await read(1, from: stream)
        }
        return ForwardReport.Sample(
            clock: (ContinuousClock.now - begun).seconds, processor: processorTime() - processor)
    }

    private func read(_ count: Int, from stream: DescriptorStream) async throws {
        var left = count
        while left > 0 {
            let bytes = try await stream.read(atMost: 256 << 10)
            guard !bytes.isEmpty else { throw ContestFailure("a forwarded connection ended \(left) bytes too early") }
            left -= bytes.count
        }
    }
}
