import KubeVirt
import Manifests
import Mayfly
import Terminal
import YAML

/// `mayfly validate`: KubeVirt's verdict without a cluster.
enum ValidateCommand: RunnableCommand {
    enum Format: String, CaseIterable, Sendable {
        case text, json, jsonl
    }

    static let output = Option(
        "output", short: "o", .choice(of: Format.self),
        "How to print: text (default), json for each document, or jsonl with one line for each.")
    static let asIs = Flag("no-defaults", "Judge what stands there, as KubeVirt's validating webhook does by itself.")

    static let spec = CommandSpec(
        "validate", "Tell what KubeVirt would say to manifests",
        discussion: """
            Reads any number of objects of KubeVirt's kinds, as YAML or JSON, one after the other in any number of files, \
            and tells of each whether a cluster would admit it, and if not why, with reason and field as KubeVirt's \
            webhooks do. Defaults are filled in first, as in a cluster. What does not fit an object's schema has neither \
            reason nor field. A document that is no such object, or no YAML, gets no verdict but an error.

            As json or jsonl a verdict is {"allowed": …, "causes": [{"reason", "field", "message"}]}, and an error \
            is one with "error": true.
            """,
        options: [
            ManifestOptions.file.spec, ManifestOptions.gates.spec, ManifestOptions.disabled.spec, asIs.spec,
            output.spec,
        ],
        arguments: [ManifestOptions.more.spec],
        exitCodes: [
            ExitCode("0", "All are allowed."), ExitCode("1", "One is denied."),
            ExitCode("2", "One could not be judged, and none is denied."),
        ],
        examples: [
            Example("mayfly validate -f vm.yaml", "one manifest, for people"),
            Example("mayfly validate -f vms/*.yaml --feature-gates HostDisk", "many, with a gate switched on"),
            Example(
                "kubectl get vmi -A -o yaml | mayfly validate -f - -o jsonl", "what a cluster has, a line for each"),
        ])

    static func status(of error: any Error) -> Int32 { 2 }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let files = try ManifestOptions.files(invocation)
        let configuration = ManifestOptions.configuration(invocation)
        let defaulting = !invocation[asIs]
        // What a virtual machine names is looked for among the documents before it, as a cluster would have them.
        var catalog = InstancetypeCatalog.common
        var report = VerdictReport(format: invocation[output] ?? .text)
        for file in files {
            do throws(YAMLError) {
                var manifest = try ManifestOptions.manifest(file)
                while let document = try manifest.next() {
                    switch document {
                    case .success(let document):
                        catalog.take(document)
                        await report.take(
                            document.verdict(under: configuration, defaulting: defaulting, catalog: catalog),
                            on: document)
                    case .failure(let error): await report.take("\(error)")
                    }
                }
                if let error = manifest.emptiness { await report.take("\(error)") }
            } catch {
                await report.take("\(error)")
            }
        }
        await report.flush()
        return report.status
    }
}
