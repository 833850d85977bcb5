import FixtureLoading
import LocalProvider
import Mayfly
import Terminal

/// `mayfly doctor`: what this host can do, or a cluster.
enum DoctorCommand: RunnableCommand {
    static let fixture = RepeatedOption(
        "fixture", FixtureOptions.word,
        "With a cluster: look, too, whether this fixture's image can come there.")

    static let spec = CommandSpec(
        "doctor", "Tell what this host can do, or a cluster, and what to do about what it cannot",
        discussion: """
            Of a cluster: whether its API server answers and the namespace is there; KubeVirt, its feature gates and CDI; \
            CDI's upload proxy, from here; nodes with KVM; storage classes; and whether we may do what 'mayfly cluster rbac' \
            asks for, as the cluster itself judges it: in all namespaces with --namespace-per-run. Of a registry that \
            --cluster-image, --container-disk or a --fixture names: whether it takes images from here, or has the one that \
            is named; whether the nodes reach it nobody can tell from here. Nothing is made for that.
            """,
        options: PlaceOptions.specs + [fixture.spec, FixtureOptions.set.spec, OutputOption.option.spec],
        exitCodes: [
            ExitCode("0", "Machines can run there, if slowly."), ExitCode("1", "Something that is needed is missing."),
        ],
        examples: [
            Example("mayfly doctor --output json", "for a CI job's log"),
            Example("mayfly doctor --on cluster:lab -n ci", "the cluster of a context"),
            Example("mayfly doctor --on cluster --fixture web", "and whether this fixture's image can come there"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let place = try PlaceOptions.place(invocation)
        let words = invocation[fixture]
        guard place != .local || words.isEmpty else {
            throw MachineError(.invalidInput, "\(fixture.spec.flag) is for clusters; write --on cluster, too")
        }
        let parameters = FixtureOptions.parameters(invocation)
        let fixtures = try words.map { try FixtureLoader().load(FixtureOptions.place($0), parameters: parameters) }
        let findings = try await withProgress(
            place == .local ? "examining this host" : "examining the cluster", style: Standard.error.style,
            write: Standard.error.write
        ) { _ in
            place == .local ? await Doctor().examine() : await Providers.shared.examineCluster(of: place, for: fixtures)
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
