import Conformance
import Glibc

/// Compares our answers with KubeVirt's: `mayfly-conformance admission|domain FILE.jsonl`.
///
/// Prints each disagreement, which answers needed more than their lines say, and last how many agree. Exits with 0 when all do, 1 when not, 2 when it could not compare.
@main
struct Main {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 2, let kind = SampleKind(rawValue: words[0]) else {
            complain("usage: mayfly-conformance admission|domain FILE.jsonl")
            exit(2)
        }
        do {
            let agreement = try agreement(kind, path: words[1])
            for disagreement in agreement.disagreements { print(disagreement) }
            if let remark = agreement.remark { print(remark) }
            print(agreement.summary)
            exit(agreement.isComplete ? 0 : 1)
        } catch {
            complain("mayfly-conformance: \(error)")
            exit(2)
        }
    }
}

private func complain(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
