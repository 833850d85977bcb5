import FixtureLoading
import Fixtures
import KubeVirt
import LocalProvider
import Manifests
import YAML

/// What manifests hold together: machines, and what they name.
struct ManifestSet {
    enum Machine {
        case fixture(Fixture)
        case instance(VirtualMachineInstance)
        /// A template with an instancetype and a preference that are still to be found.
        case virtual(VirtualMachine)
    }

    /// A machine, and where it begins.
    private(set) var machines: [(machine: Machine, place: String)] = []
    /// Instancetypes and preferences: the common ones and those that are given.
    private(set) var catalog = InstancetypeCatalog()
    /// Config maps, secrets, claims.
    private(set) var objects = CompanionObjects()
    /// Every document as an API server would take it.
    private(set) var documents: [Node] = []

    /// One that cannot be used, with a line for each reason.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    init(_ files: [String], under configuration: ClusterConfiguration) throws {
        for file in files {
            var manifest = try ManifestOptions.manifest(file)
            while let node = try manifest.nextNode() { try take(node, manifest.file ?? file, configuration) }
            if let error = manifest.emptiness { throw error }
        }
    }

    private mutating func take(_ node: Node, _ file: String, _ configuration: ClusterConfiguration) throws {
        let place = node.mark.map { "\(file):\($0)" } ?? file
        if node["kind"]?.scalar?.text == Fixture.kind {
            machines.append((.fixture(try FixtureLoader().fixture(from: node, file: file)), place))
            return
        }
        if try objects.take(node, file) {
            documents.append(node)
            return
        }
        let document = try ManifestDocument(node, file: file)
        catalog.take(document)
        let verdict = document.verdict(under: configuration, catalog: catalog)
        guard verdict.allowed else {
            throw Refusal(
                description: verdict.findings.map { finding in
                    "\(file)\(finding.mark.map { ":\($0)" } ?? ""): \(finding.cause)"
                }.joined(separator: "\n"))
        }
        try add(document.resource.type, document, place)
    }

    private mutating func add<T: KubernetesObject>(_ type: T.Type, _ document: ManifestDocument, _ place: String) throws
    {
        let object = try document.object(type)
        documents.append(try YAMLEncoder().node(of: object))
        switch object {
        case let object as VirtualMachineInstance: machines.append((.instance(object), place))
        case let object as VirtualMachine: machines.append((.virtual(object), place))
        default: break
        }
    }

    /// The fixture around a machine: as it is given, with what it names.
    func fixture(_ machine: Machine) throws -> Fixture {
        var fixture: Fixture =
            switch machine {
            case .fixture(let fixture): fixture
            case .instance(let instance): Fixture(instance)
            case .virtual(let machine):
                Fixture(try machine.instance(from: catalog, host: .ofThisHost, podInterface: .masquerade))
            }
        fixture.objects = objects.over(fixture.objects)
        if case .virtual(let machine) = machine {
            fixture.templateField = "spec.template"
            fixture.objects.dataVolumes += (machine.spec.dataVolumeTemplates ?? []).map {
                DataVolume(metadata: $0.metadata ?? ObjectMeta(), spec: $0.spec)
            }
        }
        return fixture
    }
}
