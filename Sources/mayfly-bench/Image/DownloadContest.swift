import Digests
import HTTP
import Host
import Offload

/// 1 GiB from an nginx of this host: by us with the SHA-256 on the way, and by curl, which computes none.
struct DownloadContest: Sendable {
    private let directory: String
    private var output: String { directory + "/fetched" }
    private static let mebibytes = 1024

    init(in directory: String) async throws {
        self.directory = directory
        complain("mayfly-bench: making a file of 1 GiB")
        let script = """
            mkdir '\(directory)/www'
            head -c \(Self.mebibytes)M /dev/urandom >'\(directory)/www/disk'
            """
        try await runTool("sh", ["-ec", script], package: "dash")
    }

    func compare(rounds: Int) async throws -> ImageReport.Comparison {
        var comparison = ImageReport.Comparison(
            .download, "1 GiB from a local nginx; ours with its SHA-256", peer: "curl")
        guard FileSystem.program("nginx") != nil else {
            comparison.obstacle = "\(PeerObstacle.missing("nginx", package: "nginx-light"))"
            return comparison
        }
        let (output, directory, begun) = (output, directory, comparison)
        comparison = try await WebServer.serving(directory + "/www", scratch: directory) { url in
            var comparison = begun
            let client = HTTPClient(HTTPSettings())
            try await comparison.measure(rounds: rounds) {
                try FileSystem.remove(output)
            } ours: {
                let request = try HTTPRequest(.get, url + "/disk")
                _ = try await client.download(request, to: output, digests: [.sha256])
            } theirs: {
                try await runTool("curl", ["-sSf", "-o", output, url + "/disk"], package: "curl")
            }
            return comparison
        }
        try FileSystem.remove(output)
        return comparison
    }
}
