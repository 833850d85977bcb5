import KubeVirt
import Testing
import YAML

@Suite struct YAMLDecoderTests {
    private func message<T: Decodable>(_ type: T.Type, _ text: String) -> String {
        let error = #expect(throws: YAMLError.self) { try YAMLDecoder().decode(type, from: text, file: "vm.yaml") }
        return error?.description ?? ""
    }

    private func machine(_ domain: String) -> String {
        "kind: VirtualMachineInstance\nspec:\n  domain:\n    devices: {}\n" + domain
    }

    @Test("an unknown field names its place, its path and the field that was meant")
    func unknownField() {
        #expect(
            message(VirtualMachineInstance.self, machine("    memroy:\n      guest: 1Gi\n"))
                == "vm.yaml:5:5: spec.domain.memroy: unknown field ‘memroy’; did you mean ‘memory’?")
    }

    @Test("a field that resembles nothing lists what is known")
    func unknownFieldWithoutSuggestion() {
        #expect(
            message(VirtualMachineInstance.self, machine("    memory: {banana: 1}\n"))
                == "vm.yaml:5:14: spec.domain.memory.banana: unknown field ‘banana’; known here are guest, hugepages, "
                + "maxGuest, reservedOverhead")
    }

    private struct Growing: Decodable, PartiallySupported {
        static let notYetSupported = ["later"]
        static let fieldsDefinedBy = "us"
        var now: Int?
    }

    @Test("a field that is not supported yet has its own error")
    func notYetSupported() {
        let error = #expect(throws: YAMLError.self) {
            try YAMLDecoder().decode(Growing.self, from: "now: 1\nlater: 2\nnever: 3\n", file: "x.yaml")
        }
        #expect(error?.problems.map(\.code) == [.notYetSupported, .unknownField])
        #expect(
            error?.problems[0].description
                == "x.yaml:2:1: later: known to us, but not supported by this version; remove it")
    }

    @Test("null says that a field is not set, also for one that is not supported")
    func null() throws {
        let text = machine("    cpu: null\n    chassis: ~\n")
        #expect(try YAMLDecoder().decode(VirtualMachineInstance.self, from: text).spec.domain.cpu == nil)
    }

    @Test("all problems of a document are told, in the order of the text")
    func everything() {
        let text = machine(
            """
                cpu: {cores: two, sokets: 1}
                memory:
                  guest: 12 MB
                machine: q35
                feature: {}
            """)
        #expect(
            message(VirtualMachineInstance.self, text) == """
                vm.yaml:5:18: spec.domain.cpu.cores: expected a whole number from 0 to 4294967295, got a string (‘two’)
                vm.yaml:5:23: spec.domain.cpu.sokets: unknown field ‘sokets’; did you mean ‘sockets’?
                vm.yaml:7:14: spec.domain.memory.guest: ‘12 MB’ is not a quantity: unknown suffix ‘ MB’; \
                write 12M (10^6) or 12Mi (2^20)
                vm.yaml:8:14: spec.domain.machine: expected a mapping, got a string (‘q35’)
                vm.yaml:9:5: spec.domain.feature: unknown field ‘feature’; did you mean ‘features’?
                """)
    }

    @Test("a hundred problems are told and the others counted")
    func manyProblems() {
        let text = (0..<5000).map { "unknown\($0): 1\n" }.joined()
        #expect(message(ObjectMeta.self, text).hasSuffix("\nand 4900 more problems"))
    }

    @Test("a missing field names the object that misses it")
    func missing() {
        #expect(
            message(VirtualMachineInstance.self, "spec: {domain: {}}")
                == "vm.yaml:1:16: spec.domain: required field ‘devices’ is missing")
        #expect(message(VirtualMachineInstance.self, "{}") == "vm.yaml:1:1: required field ‘spec’ is missing")
    }

    @Test("a type without fields refuses every field and everything but a mapping")
    func noFields() {
        #expect(
            message(DomainSpec.Devices.self, "rng: {source: x}")
                == "vm.yaml:1:7: rng.source: unknown field ‘source’; no field is known here")
        #expect(
            message(DomainSpec.Devices.self, "rng: true")
                == "vm.yaml:1:6: rng: expected a mapping, got a boolean (‘true’)")
    }

    @Test("strings, booleans and numbers are not taken for each other")
    func types() {
        #expect(
            message(ObjectMeta.self, "labels: {a: 1}")
                == "vm.yaml:1:13: labels.a: expected a string (write \"1\"), got an integer (‘1’)")
        #expect(
            message(ObjectMeta.self, "annotations: {a.b/c: true}")
                == "vm.yaml:1:22: annotations[a.b/c]: expected a string (write \"true\"), got a boolean (‘true’)")
        #expect(
            message(DomainSpec.Devices.self, "logSerialConsole: yes")
                == "vm.yaml:1:19: logSerialConsole: expected true or false, got a string (‘yes’)")
        #expect(
            message([Int8].self, "[1, 300]")
                == "vm.yaml:1:5: [1]: expected a whole number from -128 to 127, got an integer (‘300’)")
        #expect(message(DomainSpec.CPU.self, "cores: -1").contains("expected a whole number from 0 to 4294967295"))
        #expect(
            message(DomainSpec.Memory.self, "guest: [1]")
                == "vm.yaml:1:8: guest: expected a quantity such as 128Mi, 1.5G or 500m, got a list")
    }

    @Test("a number that readers of YAML disagree on is refused")
    func octal() {
        #expect(
            message(DomainSpec.CPU.self, "cores: 010")
                == "vm.yaml:1:8: cores: ‘010’ is octal to some readers of YAML and decimal to others; write it without leading zeros"
        )
    }

    private struct Pulled: Decodable {
        enum Policy: String, Decodable, CaseIterable { case always = "Always", never = "Never" }
        var policy: Policy
    }

    @Test("a word out of a list names the list")
    func choices() {
        #expect(
            message(Pulled.self, "policy: Sometimes")
                == "vm.yaml:1:9: policy: expected one of Always, Never, got ‘Sometimes’")
    }

    @Test("another kind or version is refused at its place")
    func kind() {
        #expect(
            message(VirtualMachineInstance.self, "kind: Pod\nspec: {domain: {devices: {}}}")
                == "vm.yaml:1:7: kind: expected ‘VirtualMachineInstance’, got ‘Pod’")
    }

    @Test("quantities are exact whether they are written as text or number")
    func quantities() throws {
        let list = try YAMLDecoder().decode([Quantity].self, from: "[1.5, '1500m', 2, 0.1, 1e3, 12345678901234567.1]")
        #expect(list.map(\.description) == ["1500m", "1500m", "2", "100m", "1e3", "12345678901234567100m"])
    }

    @Test("numbers of all notations are read")
    func numbers() throws {
        #expect(try YAMLDecoder().decode([Int].self, from: "[0, -1, +2, 0x1F, 0o17]") == [0, -1, 2, 31, 15])
        #expect(
            try YAMLDecoder().decode([Double].self, from: "[1, .5, 1., -1e3, .inf, -.inf]") == [
                1, 0.5, 1, -1000, .infinity, -.infinity,
            ])
        #expect(try YAMLDecoder().decode([Double].self, from: "[.nan]")[0].isNaN)
        #expect(try YAMLDecoder().decode([Bool?].self, from: "[True, false, ~]") == [true, false, nil])
    }

    @Test("a type that tries one kind after the other leaves no problem behind")
    func attempts() throws {
        struct Either: Decodable, Equatable {
            var text: String
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                text = try (try? container.decode(String.self)) ?? "\(container.decode(Int.self))"
            }
        }
        #expect(try YAMLDecoder().decode([Either].self, from: "[1, a]").map(\.text) == ["1", "a"])
    }
}
