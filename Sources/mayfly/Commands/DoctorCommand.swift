import LocalProvider
import Mayfly
import Terminal

/// `mayfly doctor`: what this host can do.
enum DoctorCommand: RunnableCommand {
    static let spec = CommandSpec(
        "doctor", "Tell what this host can do, and what to do about what it cannot",
        options: [OutputOption.option.spec],
        exitCodes: [
            ExitCode("0", "Machines can run here, if slowly."), ExitCode("1", "Something that is needed is missing."),
        ],
        examples: [Example("mayfly doctor --output json", "for a CI job's log")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let findings = try await withProgress(
            "examining this host", style: Standard.error.style, write: Standard.error.write
        ) { _ in
            await Doctor().examine()
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(findings))
        } else {
            Standard.output.write(text(findings))
        }
        return findings.contains { $0.status == .no } ? 1 : 0
    }

    private static func text(_ findings: [Finding]) -> String {
        let style = Standard.output.style
        let width = findings.map(\.name.count).max() ?? 0
        return findings.map { finding in
            let mark =
                switch finding.status {
                case .yes: style.green("yes ")
                case .slow: style.bold("slow")
                case .less: style.bold("less")
                case .no: style.red("no  ")
                }
            let name = finding.name + String(repeating: " ", count: width - finding.name.count)
            let remedy = finding.remedy.map { "\n" + String(repeating: " ", count: width + 7) + "-> " + $0 } ?? ""
            return "\(mark)  \(name)  \(finding.detail.printableLines)\(remedy)\n"
        }.joined()
    }
}
