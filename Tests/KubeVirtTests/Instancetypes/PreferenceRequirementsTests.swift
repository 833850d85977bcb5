import KubeVirt
import Testing

@Suite struct PreferenceRequirementsTests {
    private func causes(
        _ requirements: String, spec: String = "{domain: {devices: {}}}", processors: UInt32? = nil,
        topology: String = "{}"
    ) throws -> [StatusCause] {
        let preference: VirtualMachinePreferenceSpec = try decoded("cpu: \(topology)\nrequirements: \(requirements)")
        let instancetype = processors.map {
            VirtualMachineInstancetypeSpec(cpu: .init(guest: $0), memory: .init(guest: .gibibytes(1)))
        }
        return preference.requirementCauses(instancetype: instancetype, spec: try decoded(spec))
    }

    private let cpu = "spec.template.spec.domain.cpu"

    @Test("an instancetype has to have the processors")
    func instancetypeProcessors() throws {
        #expect(try causes("{cpu: {guest: 4}}", processors: 4).isEmpty)
        let found = try causes("{cpu: {guest: 4}}", processors: 3)
        #expect(found.map(\.field) == ["spec.instancetype"])
        #expect(found.map(\.reason) == [.fieldValueNotFound])
    }

    @Test(
        "a machine has to have the processors where the preference looks for them",
        arguments: [
            ("{}", ["sockets"]),
            ("{preferredCPUTopology: cores}", ["cores"]),
            ("{preferredCPUTopology: preferThreads}", ["threads"]),
            ("{preferredCPUTopology: any}", ["cores", "sockets", "threads"]),
            ("{preferredCPUTopology: spread}", ["sockets", "cores"]),
            ("{preferredCPUTopology: spread, spreadOptions: {across: CoresThreads}}", ["cores", "threads"]),
            (
                "{preferredCPUTopology: spread, spreadOptions: {across: SocketsCoresThreads}}",
                ["sockets", "cores", "threads"]
            ),
        ])
    func ownProcessors(_ topology: String, _ parts: [String]) throws {
        let product = parts.map { "\($0): 2" }.joined(separator: ", ")
        let spec = "{domain: {devices: {}, cpu: {\(product)}}}"
        let count = 1 << parts.count
        #expect(try causes("{cpu: {guest: \(count)}}", spec: spec, topology: topology).isEmpty)
        let found = try causes("{cpu: {guest: \(count + 1)}}", spec: spec, topology: topology)
        #expect(found.map(\.field) == [parts.map { "\(cpu).\($0)" }.joined(separator: ", ")])
    }

    @Test("a machine without processors has none")
    func noProcessors() throws {
        #expect(try causes("{cpu: {guest: 1}}").map(\.field) == [cpu])
    }

    @Test("memory is the machine's, else the instancetype's")
    func memory() throws {
        #expect(try causes("{memory: {guest: 1Gi}}", processors: 1).isEmpty)
        #expect(try causes("{memory: {guest: 2Gi}}", processors: 1).map(\.field) == ["spec.instancetype"])
        let spec = "{domain: {devices: {}, memory: {guest: 1Gi}}}"
        #expect(try causes("{memory: {guest: 1Gi}}", spec: spec).isEmpty)
        #expect(
            try causes("{memory: {guest: 2Gi}}", spec: spec).map(\.field) == ["spec.template.spec.domain.memory"])
        #expect(try causes("{memory: {guest: 1Mi}}").map(\.field) == ["spec.template.spec.domain.memory"])
    }

    @Test("the architecture has to be the one; the first thing that is missing is the one that is told")
    func architecture() throws {
        let spec = "{architecture: amd64, domain: {devices: {}}}"
        #expect(try causes("{architecture: amd64}", spec: spec).isEmpty)
        #expect(
            try causes("{architecture: arm64}", spec: spec).map(\.field) == ["spec.template.spec.architecture"])
        #expect(try causes("{architecture: arm64, cpu: {guest: 1}}", spec: spec).map(\.field) == [cpu])
    }
}
