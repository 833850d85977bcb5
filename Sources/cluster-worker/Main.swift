import ClusterWork
import FoundationEssentials
import Glibc

/// Does the work of `mayfly-bench cluster` in a process of its own that has nothing else in it: what its tests would have
/// that only use clusters.
@main
struct Main {
    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        let numbers = words.dropFirst().compactMap { Int($0) }
        do {
            let server = try BenchmarkServer()
            switch (words.first, numbers.count) {
            case ("stand-in", 0): try await ClusterStandIn(server.client).run()
            case ("client", 2):
                say(try await ClientWork(client: server.client, count: numbers[0], abreast: numbers[1]).run())
            case ("machines", 2):
                say(try await MachineWork(server: server, count: numbers[0], abreast: numbers[1]).run())
            default:
                complain("usage: cluster-worker stand-in | client COUNT ABREAST | machines COUNT ABREAST")
                exit(2)
            }
        } catch {
            complain("cluster-worker: \(error)")
            exit(1)
        }
    }

    private static func say(_ told: ToldWork) {
        guard let line = try? JSONEncoder().encode(told) else { return complain("cluster-worker: it cannot be told") }
        print(String(decoding: line, as: UTF8.self))
    }

    private static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
