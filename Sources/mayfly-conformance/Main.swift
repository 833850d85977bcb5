import Conformance
import Glibc
import YAML

/// Compares our answers with KubeVirt's: `mayfly-conformance admission|domain FILE.jsonl`.
@main
struct Main {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 2, let kind = SampleKind(rawValue: words[0]) else {
            complain("usage: mayfly-conformance admission|domain FILE.jsonl")
            exit(2)
        }
        do {
            let agreement = try compare(kind, path: words[1])
            for disagreement in agreement.disagreements { print(disagreement) }
            print(agreement.summary)
            exit(agreement.isComplete ? 0 : 1)
        } catch {
            complain("mayfly-conformance: \(error)")
            exit(2)
        }
    }

    private static func compare(_ kind: SampleKind, path: String) throws(YAMLError) -> Agreement {
        fatalError("not there yet: \(kind) \(path)")
    }
}

private func complain(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
