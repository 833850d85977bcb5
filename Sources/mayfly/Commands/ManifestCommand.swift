import KubeVirt
import LocalProvider
import Mayfly
import Terminal
import YAML

/// `mayfly manifest`: what a back end would be given.
enum ManifestCommand: RunnableCommand {
    enum Target: String, CaseIterable, Sendable {
        case domain, kubevirt
    }

    static let target = Option(
        "to", .choice(of: Target.self), "What to print: libvirt's domain, or the object for KubeVirt's API server.")

    static let spec = CommandSpec(
        "manifest", "Print what libvirt or a cluster would be given for a machine",
        discussion: """
            To domain: the XML that libvirt would be given on this host, by the way that 'mayfly run' takes. Nothing is \
            started or made but a fixture's image that is not built yet. Where each machine has a run id and a UUID, which \
            are drawn when it is made, stand twos. A file that the domain names and that is not here is told on standard \
            error. A VirtualMachine is expanded by the instancetypes and preferences of the manifests, else by the common \
            ones; config maps, secrets and claims beside it are found by their names.

            To kubevirt: the objects as an API server takes them, one YAML document each. They are as they were written, \
            but amounts in Kubernetes' own form (1024Mi is 1Gi): a cluster fills in its own defaults. Only a fixture becomes the VirtualMachineInstance of its template.
            """,
        options: [
            ManifestOptions.file.spec, target.spec, ManifestOptions.gates.spec, ManifestOptions.disabled.spec,
        ],
        arguments: [ManifestOptions.more.spec],
        exitCodes: [
            ExitCode("0", "Printed."), ExitCode("1", "A machine is refused, by KubeVirt's rules or by this host."),
        ],
        examples: [
            Example("mayfly manifest -f vmi.yaml --to domain", "the XML for virDomainCreateXML"),
            Example("mayfly manifest -f vm.yaml -f types.yaml --to domain", "with instancetypes of your own"),
            Example("mayfly manifest -f vms.yaml --to kubevirt | kubectl apply -f -", "what was checked here, there"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let files = try ManifestOptions.files(invocation)
        guard let target = invocation[target] else {
            throw MachineError(.invalidInput, "say what to print: --to domain or --to kubevirt")
        }
        let set = try ManifestSet(files, under: ManifestOptions.configuration(invocation))
        switch target {
        case .domain: try await printDomains(set)
        case .kubevirt: try printObjects(set)
        }
        return 0
    }

    private static func printDomains(_ set: ManifestSet) async throws {
        guard !set.machines.isEmpty else {
            throw MachineError(
                .invalidInput,
                "there is no machine in it: expected a VirtualMachineInstance, a VirtualMachine or a Fixture")
        }
        let provider = try await Providers.shared.localProvider()
        for (machine, place) in set.machines {
            do {
                let plan = try await provider.plan(set.fixture(machine))
                for note in plan.notes { Standard.note("warning: \(place): \(note)") }
                _ = await Standard.output.write(Array(plan.xml.utf8))
            } catch {
                throw ManifestSet.Refusal(description: "\(place): \(error)")
            }
        }
    }

    private static func printObjects(_ set: ManifestSet) throws {
        var documents = set.documents
        for (machine, place) in set.machines {
            guard case .fixture(let fixture) = machine else { continue }
            guard fixture.image == nil else {
                throw ManifestSet.Refusal(
                    description:
                        "\(place): image: this version brings no image to a cluster; name one in the template's "
                        + "volumes, such as a containerDisk, and leave image out")
            }
            documents.append(try YAMLEncoder().node(of: fixture.template.instance(named: fixture.name)))
        }
        Standard.output.write(try YAMLEncoder().emit(documents))
    }
}
