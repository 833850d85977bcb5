import KubeVirt
import Testing
import YAML

@Suite struct YAMLEncoderTests {
    @Test("a machine is written as Kubernetes' tools write it")
    func machine() throws {
        let machine = VirtualMachineInstance(
            metadata: ObjectMeta(
                annotations: ["mayfly.dev/kernel": "/boot/k"], labels: ["b": "1", "a": "yes"], name: "tiny"),
            spec: .init(
                domain: .init(
                    cpu: .init(cores: 2), devices: .init(autoattachMemBalloon: false, rng: .init()),
                    firmware: .init(kernelBoot: .init(kernelArgs: "console=ttyS0 quiet")),
                    memory: .init(guest: .mebibytes(1024)), resources: .init(requests: ["cpu": .cores(2)])),
                terminationGracePeriodSeconds: 0))
        let text = try YAMLEncoder().encode(machine)
        #expect(
            text == """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata:
                  annotations:
                    mayfly.dev/kernel: /boot/k
                  labels:
                    a: "yes"
                    b: "1"
                  name: tiny
                spec:
                  domain:
                    cpu:
                      cores: 2
                    devices:
                      autoattachMemBalloon: false
                      rng: {}
                    firmware:
                      kernelBoot:
                        kernelArgs: console=ttyS0 quiet
                    memory:
                      guest: 1Gi
                    resources:
                      requests:
                        cpu: "2"
                  terminationGracePeriodSeconds: 0

                """)
        #expect(try YAMLDecoder().decode(VirtualMachineInstance.self, from: text) == machine)
    }

    @Test(
        "every string comes back as it was",
        arguments: [
            "", " ", "a", "yes", "No", "null", "~", "1", "0x1", "1e3", "1:30", ".5", "<<", "=", "- a", "a: b", "a #b",
            "#a",
            "a\nb", "a\nb\n", "\n", "\n\na", " a\nb", "a \nb", "a\n\n\n", "\ta\nb", "a\r\nb", "\u{85}", "\u{2028}x",
            "\u{feff}",
            "\u{0}", "\u{7}", "ä€😀", "'", "\"", "\\", "%a", "@a", "`a", "!a", "&a", "*a", "|", ">", "{", "[", "]", ",",
            "?",
            "---", "...", "a\n---\nb", "a\n...\nb", "2026-01-31T12:00:00Z", String(repeating: "long word ", count: 100),
        ])
    func strings(text: String) throws {
        let encoded = try YAMLEncoder().encode(["k": text, "l": text])
        #expect(try YAMLDecoder().decode([String: String].self, from: encoded) == ["k": text, "l": text], "\(encoded)")
        let key = try YAMLEncoder().encode([text: 1])
        #expect(try YAMLDecoder().decode([String: Int].self, from: key) == [text: 1], "\(key)")
    }

    @Test("a text of lines is a block")
    func block() throws {
        #expect(try YAMLEncoder().encode(["a": "x\ny\n"]) == "a: |\n  x\n  y\n")
    }

    @Test("numbers, lists and nothing come back as they were")
    func values() throws {
        struct Values: Codable, Equatable {
            var a: [Double] = [1, -0.5, 1e300, .infinity]
            var b: [Int?] = [1, nil, .min, .max]
            var c: [[String]] = [[], ["x"]]
            var d: [String: [Int]] = [:]
            var e: UInt64 = .max
            var f = true
            var g: String? = "null"
        }
        let text = try YAMLEncoder().encode(Values())
        #expect(try YAMLDecoder().decode(Values.self, from: text) == Values())
    }

    @Test("several documents are kept apart")
    func documents() throws {
        let encoder = YAMLEncoder()
        let text = try encoder.emit([encoder.node(of: 1), encoder.node(of: ["a": "b"])])
        #expect(try YAMLParser().documents(in: text).count == 2)
    }

    @Test("a dictionary is written in the order of its keys")
    func order() throws {
        let keys = (0..<50).map { "k\($0)" }
        let text = try YAMLEncoder().encode(Dictionary(uniqueKeysWithValues: keys.map { ($0, 1) }))
        #expect(text == keys.sorted().map { "\($0): 1\n" }.joined())
    }
}
