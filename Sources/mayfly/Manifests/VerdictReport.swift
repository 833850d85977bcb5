import KubeVirt
import Manifests
import Terminal
import YAML

/// Verdicts on their way out: written in pieces, for there may be thousands.
struct VerdictReport {
    let format: ValidateCommand.Format
    private(set) var isDenied = false
    private(set) var hasErrors = false
    private var pending: [UInt8] = []

    private struct Failure: Encodable {
        var error: String
    }

    init(format: ValidateCommand.Format) {
        self.format = format
    }

    var status: Int32 { isDenied ? 1 : hasErrors ? 2 : 0 }

    mutating func take(_ verdict: Verdict, on document: ManifestDocument) async {
        if !verdict.allowed { isDenied = true }
        switch format {
        case .text: await put(text(verdict, document))
        case .json: await put((try? JSONText.pretty(verdict)) ?? "")
        case .jsonl where verdict.allowed: await put("{\"allowed\":true,\"causes\":[]}\n")
        case .jsonl: await put((try? JSONText.line(verdict)) ?? "")
        }
    }

    /// A document, or the rest of a file, that gets no verdict.
    mutating func take(_ error: String) async {
        hasErrors = true
        switch format {
        case .text:
            await flush()
            Standard.error.write("mayfly validate: \(error.printableLines)\n")
        case .json: await put((try? JSONText.pretty(Failure(error: error))) ?? "")
        case .jsonl: await put((try? JSONText.line(Failure(error: error))) ?? "")
        }
    }

    mutating func flush() async {
        _ = await Standard.output.write(pending)
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func put(_ text: String) async {
        pending += text.utf8
        if pending.count >= 64 << 10 { await flush() }
    }

    private func text(_ verdict: Verdict, _ document: ManifestDocument) -> String {
        func place(_ mark: Mark?) -> String {
            [document.file, mark?.description].compactMap(\.self).joined(separator: ":")
        }
        let name = document.node["metadata"]?["name"]?.scalar.map { " " + $0.text } ?? ""
        let subject = "\(place(document.node.mark)): \(document.resource.kind)\(name)"
        guard !verdict.allowed else { return "\(subject.printableLines): allowed\n" }
        return verdict.findings.reduce("\(subject.printableLines): denied\n") { text, finding in
            let reason = finding.cause.reason.rawValue
            let line = "\(place(finding.mark)): \(finding.cause)" + (reason.isEmpty ? "" : " (\(reason))")
            return text + "  \(line.printableLines)\n"
        }
    }
}
