import FoundationEssentials
import MayflyTestSupport
import Testing

/// The built command: what it prints and how it exits.
@Suite struct ValidateCommandTests {
    private static let right = """
        {"apiVersion":"kubevirt.io/v1","kind":"VirtualMachineInstance","metadata":{"name":"right"},\
        "spec":{"domain":{"devices":{},"memory":{"guest":"64Mi"}}}}

        """
    private static let wrong = """
        {"apiVersion":"kubevirt.io/v1","kind":"VirtualMachineInstance","metadata":{"name":"wrong"},\
        "spec":{"domain":{"devices":{},"memory":{"guest":"64Mi"},"cpu":{"cores":2,"maxSockets":0,"sokets":1}}}}

        """

    private func validate(_ text: String, _ options: String...) async throws -> MayflyCommand.Outcome {
        let scratch = Scratch("validate")
        let file = try scratch.write("m.yaml", text)
        return try await MayflyCommand.run(["validate", "-f", file] + options)
    }

    private struct Line: Decodable {
        struct Cause: Decodable {
            var reason: String?
            var field: String?
            var message: String
        }
        var allowed: Bool
        var causes: [Cause]
        var error: Bool?
    }

    private func lines(_ outcome: MayflyCommand.Outcome) throws -> [Line] {
        try outcome.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    @Test("each document has a line of JSON, and one that is denied makes the exit status 1")
    func verdicts() async throws {
        let outcome = try await validate(Self.right + Self.wrong + Self.right, "-o", "jsonl")
        #expect(outcome.status == 1)
        let lines = try lines(outcome)
        #expect(lines.map(\.allowed) == [true, false, true])
        #expect(lines[1].causes.map(\.field) == [nil])
        #expect(lines[1].causes[0].message.contains("sokets"))
        #expect(try await validate(Self.right, "-o", "jsonl").output == "{\"allowed\":true,\"causes\":[]}\n")
    }

    @Test("what cannot be judged is told with its place, and makes the exit status 2")
    func errors() async throws {
        let outcome = try await validate(
            Self.right + "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}\n" + Self.right, "-o", "jsonl")
        #expect(outcome.status == 2)
        let lines = try lines(outcome)
        #expect(lines.map(\.error) == [nil, true, nil])
        #expect(lines[1].causes[0].message.contains("m.yaml:2:27: kind ‘Pod’ (v1) is not one of KubeVirt's"))
        let truncated = try await validate("apiVersion: kubevirt.io/v1\nkind: [\n")
        #expect(truncated.status == 2)
        #expect(truncated.error.contains("m.yaml:"))
        #expect(try await MayflyCommand.run(["validate", "-f", "/nowhere"]).status == 2)
        #expect(try await MayflyCommand.run(["validate"]).status == 2)
    }

    @Test("a bad line of many does not keep the others from their verdicts")
    func badLine() async throws {
        let outcome = try await validate("{\"kind\": [}\n" + Self.right + Self.wrong, "-o", "jsonl")
        #expect(outcome.status == 1)
        let lines = try lines(outcome)
        #expect(lines.map(\.allowed) == [false, true, false])
        #expect(lines.map(\.error) == [true, nil, nil])
        #expect(lines[0].causes[0].message.contains("m.yaml:1:"))
    }

    @Test("a manifest without a document is an error", arguments: ["", "# nothing\n---\n"])
    func empty(text: String) async throws {
        let outcome = try await validate(text)
        #expect(outcome.status == 2)
        #expect(outcome.error.contains("m.yaml: holds no document"))
        let scratch = Scratch("empty")
        let file = try scratch.write("m.yaml", text)
        let manifest = try await MayflyCommand.run(["manifest", "-f", file, "--to", "kubevirt"])
        #expect(manifest.status != 0 && manifest.output.isEmpty)
        #expect(manifest.error.contains("m.yaml: holds no document"))
    }

    @Test("people get the place of each cause")
    func text() async throws {
        let outcome = try await validate(Self.right + Self.wrong)
        #expect(outcome.output.contains("m.yaml:1:1: VirtualMachineInstance right: allowed\n"))
        #expect(outcome.output.contains("m.yaml:2:1: VirtualMachineInstance wrong: denied\n"))
        #expect(outcome.output.contains("spec.domain.cpu.sokets: unknown field ‘sokets’; did you mean ‘sockets’?"))
    }

    @Test("a virtual machine is judged with the instancetypes before it")
    func instancetypes() async throws {
        let type = """
            {"apiVersion":"instancetype.kubevirt.io/v1beta1","kind":"VirtualMachineInstancetype",\
            "metadata":{"name":"mine"},"spec":{"cpu":{"guest":2},"memory":{"guest":"1Gi"}}}

            """
        let machine = """
            {"apiVersion":"kubevirt.io/v1","kind":"VirtualMachine","metadata":{"name":"v"},"spec":{"runStrategy":"Always",\
            "instancetype":{"kind":"VirtualMachineInstancetype","name":"mine"},"template":{"spec":{"domain":{"devices":{},\
            "memory":{"guest":"1Gi"}}}}}}

            """
        let outcome = try await validate(type + machine, "-o", "jsonl")
        #expect(outcome.status == 1)
        #expect(try lines(outcome)[1].causes.map(\.field) == ["spec.template.spec.domain.memory.guest"])
        #expect(
            try await validate(
                type + machine.replacing("\"memory\":{\"guest\":\"1Gi\"}}}}}}", with: "\"cpu\":null}}}}}")
            ).status == 1)
    }

    @Test("a gate that is switched on lets in what needs it")
    func gates() async throws {
        let text = Self.right.replacing(
            "\"domain\":{\"devices\":{}",
            with: """
                "volumes":[{"name":"v","hostDisk":{"path":"/a","type":"Disk"}}],\
                "domain":{"devices":{"disks":[{"name":"v","disk":{"bus":"virtio"}}]}
                """)
        #expect(try await validate(text).status == 1)
        #expect(try await validate(text, "--feature-gates", "HostDisk,Sidecar").status == 0)
    }

    @Test("definitions are printed for the kinds that are named")
    func definitions() async throws {
        let outcome = try await MayflyCommand.run(["crds", "vmi", "DataVolume"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("name: virtualmachineinstances.kubevirt.io\n"))
        #expect(outcome.output.contains("name: datavolumes.cdi.kubevirt.io\n"))
        #expect(!outcome.output.contains("name: virtualmachines.kubevirt.io\n"))
        #expect(try await MayflyCommand.run(["crds", "pod"]).status == 1)
    }
}
