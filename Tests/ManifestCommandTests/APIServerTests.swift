import FoundationEssentials
import Host
import KubeVirt
import MayflyTestSupport
import Testing
import YAML

/// The definitions that `mayfly crds` prints, in the only eyes that count.
@Suite(.requires(.apiServer)) struct APIServerTests {
    private static let machine = """
        apiVersion: kubevirt.io/v1
        kind: VirtualMachineInstance
        metadata: {name: right}
        spec:
          domain:
            cpu: {cores: 2}
            devices: {disks: [{name: root, disk: {bus: virtio}}]}
            memory: {guest: 1Gi}
            resources: {requests: {memory: 1024M, cpu: 1}}
          volumes: [{name: root, containerDisk: {image: a}}]
        """

    /// Runs the body on a server that has all definitions of the command.
    private func withDefinitions(_ body: (APIServer, Scratch) async throws -> Void) async throws {
        let outcome = try await MayflyCommand.run(["crds"])
        #expect(outcome.status == 0)
        let scratch = Scratch("crds")
        let file = try scratch.write("crds.yaml", outcome.output)
        try await APIServer.withServer { server in
            let answer = try await server.kubectl("apply", "--server-side", "-f", file)
            #expect(answer.isRight, "\(answer.text)")
            for resource in CustomResource.all {
                #expect(answer.text.contains("/\(resource.name) serverside-applied"))
                // Served a moment after it is taken.
                let isServed = try await eventually(within: .seconds(120)) {
                    try await server.kubectl("get", resource.name).isRight
                }
                #expect(isServed, "\(resource.name)")
            }
            try await body(server, scratch)
        }
    }

    @Test("a real API server takes every definition, and knows right machines from wrong ones by them")
    func definitions() async throws {
        try await withDefinitions { server, scratch in
            func create(_ text: String) async throws -> APIServer.Answer {
                let file = try scratch.write("object.yaml", text)
                return try await server.kubectl("create", "--validate=strict", "-f", file)
            }
            let right = try await create(Self.machine)
            #expect(right.isRight, "\(right.text)")
            let unknown = try await create(Self.machine.replacing("memory: {guest", with: "memroy: {guest"))
            #expect(
                !unknown.isRight && unknown.text.contains(#"unknown field "spec.domain.memroy""#), "\(unknown.text)")
            let wrong = try await create(Self.machine.replacing("cores: 2", with: "cores: two"))
            #expect(!wrong.isRight && wrong.text.contains("spec.domain.cpu.cores"), "\(wrong.text)")
            let missing = try await create(Self.machine.replacing("name: root, disk:", with: "disk:"))
            #expect(!missing.isRight && missing.text.contains("name: Required value"), "\(missing.text)")
            let bare = try await create(
                Self.machine.replacing("devices: {disks: [{name: root, disk: {bus: virtio}}]}", with: ""))
            #expect(!bare.isRight && bare.text.contains("spec.domain.devices: Required value"), "\(bare.text)")
            let empty = try await create(
                "{apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: {name: empty}, spec: {template: {}}}")
            #expect(empty.isRight, "\(empty.text)")
            let amount = try await create(Self.machine.replacing("guest: 1Gi", with: "guest: lots"))
            #expect(!amount.isRight && amount.text.contains("spec.domain.memory.guest"), "\(amount.text)")
            let word = try await create(
                Self.machine.replacing("memory: {guest", with: "rebootPolicy: foo\n    memory: {guest"))
            #expect(
                !word.isRight && word.text.contains(#"spec.domain.rebootPolicy: Unsupported value: "foo""#),
                "\(word.text)")
            let disks = (0..<257).map { "{name: d\($0), disk: {bus: virtio}}" }.joined(separator: ", ")
            let many = try await create(Self.machine.replacing("{name: root, disk: {bus: virtio}}", with: disks))
            #expect(
                !many.isRight && many.text.contains("spec.domain.devices.disks: Too many: 257"), "\(many.text)")
            let short = try await server.kubectl("get", "vmi", "-o", "name")
            #expect(short.text == "virtualmachineinstance.kubevirt.io/right\n")
        }
    }

    /// KubeVirt's own manifests, where they lie beside the checkout.
    private static let samples = ProcessEnvironment.current["MAYFLY_KUBEVIRT_SAMPLES"] ?? "../shared/kubevirt"
    private static let names = FileSystem.names(in: samples + "/examples").filter { $0.hasSuffix(".yaml") }.sorted()

    @Test(
        "KubeVirt's examples are taken with strict validation",
        .enabled(if: !names.isEmpty, "KubeVirt's samples are not beside the checkout"))
    func examples() async throws {
        try await withDefinitions { server, _ in
            for name in Self.names {
                let path = Self.samples + "/examples/" + name
                // Kinds of Kubernetes itself are not this server's.
                let text = FileSystem.text(path) ?? ""
                guard text.contains("kubevirt.io/v1") else { continue }
                let answer = try await server.kubectl(
                    "create", "--validate=strict", "--dry-run=server", "-f", path)
                #expect(answer.isRight, "\(name): \(answer.text)")
            }
        }
    }
}
