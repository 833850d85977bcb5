import FoundationEssentials

/// What `cloud-init status` says, of versions from 20 on.
package struct CloudInitStatus: Sendable, Hashable {
    package var status: String
    /// Since 23.4: `degraded done` and the like.
    package var extended: String?
    package var detail: String?
    package var errors: [String] = []
    /// Since 23.4: what it got over, by the level at which it was logged.
    package var recovered: [String: [String]] = [:]

    /// What `--format json` writes.
    package init?(json: [UInt8]) {
        struct Document: Decodable {
            var status: String
            var extended_status: String?
            var detail: String?
            var errors: [String]?
            var recoverable_errors: [String: [String]]?
        }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json)) else { return nil }
        status = document.status
        extended = document.extended_status
        detail = document.detail
        errors = document.errors ?? []
        recovered = document.recoverable_errors ?? [:]
    }

    /// What older versions write: `status: done`, and the detail in the last lines.
    package init?(text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let line = lines.first(where: { $0.hasPrefix("status:") }) else { return nil }
        status = String(line.dropFirst("status:".count).drop { $0 == " " })
        if let place = lines.firstIndex(where: { $0.hasPrefix("detail:") }) {
            let first = lines[place].dropFirst("detail:".count)
            detail = ([first] + lines[(place + 1)...]).map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
                .joined(separator: "\n")
        }
    }

    /// Whether there are logs to quote.
    var hasRun: Bool { status != "disabled" }

    var look: Look {
        let lost = errors + ["ERROR", "CRITICAL"].flatMap { recovered[$0] ?? [] }
        switch status {
        case "done" where lost.isEmpty: return .holds
        case "done", "error":
            let said = lost.isEmpty ? [detail].compactMap(\.self) : lost
            return .failed((["cloud-init ended with errors"] + said).joined(separator: "\n"))
        case "disabled":
            return .failed(
                "cloud-init is disabled in the guest" + (detail.map { " (\($0))" } ?? "")
                    + ": give the machine a cloudInitNoCloud volume, with a disk on a bus that the guest's kernel knows "
                    + "(virtio), or remove the condition")
        default:
            return .notYet("cloud-init says \(extended ?? status)" + (detail?.lastLine.map { " (\($0))" } ?? ""))
        }
    }
}
