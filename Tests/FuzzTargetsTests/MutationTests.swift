import FuzzTargets
import Testing

/// The fuzz targets over what a seed makes of a few texts: the same bytes in every run.
@Suite struct MutationTests {
    static let yaml = [
        """
        apiVersion: kubevirt.io/v1
        kind: VirtualMachineInstance
        metadata: {name: a, labels: {x: "1", y: 'no'}, creationTimestamp: 2026-01-31T12:00:00Z}
        spec:
          domain:
            cpu: &cpu {cores: 2, model: "qemu64"}
            devices: {rng: {}, autoattachMemBalloon: false}
            memory: {guest: 1.5Gi}
            resources: {requests: {memory: 128Mi, cpu: 1500m}}
          terminationGracePeriodSeconds: 0x10
        """,
        """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: tiny}
        image: {source: {initramfs: {kernel: /k, modules: [a, b], files: [{path: /a, content: "x\\n", mode: 0755}]}}}
        template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
        ready: [{helper: {deadline: 1m30s}}, {console: {pattern: "log[i]n"}}]
        """,
        "a: &x [1, 2.5, ~, true, \"\\u2028\"]\nb: *x\n<<: {c: |\n    text\n     more\n}\n---\n? - k\n: >-\n  folded\n",
        "{\"json\": [null, -1, 1e3, \"\\ud83d\\ude00\", {\"a\": \"\\r\\n \\t\"}]}",
        "- \" lead\\nline\"\n- \"trail \\n\"\n- '0123'\n- yes\n- 0o17\n- \"\\n\"\n- \"#x\"\n- \"a: b\"\n- ''\n",
    ]
    static let fixtures = [
        """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: child}
        extends: {name: tiny, with: {A: "$(params.N)"}}
        parameters: {N: {type: integer, default: 1, minimum: 0}, M: 64Mi, S: {allowed: [a, b], default: a}}
        image: {source: {initramfs: {modules: null, files: [{path: /a, content: "$(params.S) $$(params.S)"}]}}}
        template: {spec: {hostname: $(params.S), domain: {cpu: {cores: $(params.N)}, memory: {guest: $(params.M)},
          devices: {disks: [{name: d, $patch: delete}], interfaces: [{name: i, $patch: replace, bridge: {}}]}}}}
        ready: []
        """
    ]
    static let machines = [
        """
        apiVersion: kubevirt.io/v1
        kind: VirtualMachineInstance
        metadata: {name: a, annotations: {mayfly.dev/network-policy: isolated, mayfly.dev/offer-host: certificates}}
        spec:
          hostname: h
          domain:
            devices:
              disks: [{name: root, bootOrder: 1, disk: {bus: virtio}, serial: S1, cache: none, io: native},
                {name: seed, cdrom: {bus: sata, tray: closed}}, {name: e, disk: {bus: scsi, readonly: true}}]
              interfaces: [{name: default, masquerade: {}, macAddress: "de:ad:00:00:be:af", pciAddress: "0000:00:0a.0",
                ports: [{name: ssh, port: 22, protocol: TCP}], dhcpOptions: {bootFileName: a}}]
              watchdog: {name: w, i6300esb: {action: reset}}
            features: {smm: {}}
            firmware: {bootloader: {efi: {secureBoot: true, persistent: true}}}
            memory: {guest: 64Mi}
          networks: [{name: default, pod: {vmNetworkCIDR: 10.0.2.0/24}}]
          volumes: [{name: root, containerDisk: {image: a, path: /disk/a}}, {name: e, emptyDisk: {capacity: 1Gi}},
            {name: seed, cloudInitNoCloud: {userData: "#cloud-config", networkDataBase64: YQ==}}]
        """
    ]
    static let manifests = [
        """
        {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": "v", "labels": {"a": null}},
         "spec": {"runStrategy": "Always", "instancetype": {"name": "u1.small"}, "template": {"metadata":
           {"creationTimestamp": null}, "spec": {"domain": {"devices": {}, "memory": {"guest": "1Gi"}}}}}}
        {"apiVersion": "snapshot.kubevirt.io/v1beta1", "kind": "VirtualMachineSnapshot", "metadata": {"name": "s"},
         "spec": {"source": {"apiGroup": "kubevirt.io", "kind": "VirtualMachine", "name": "v"}}}
        """,
        """
        apiVersion: pool.kubevirt.io/v1beta1
        kind: VirtualMachinePool
        metadata: {name: p}
        spec:
          replicas: 2
          selector: {matchLabels: {a: b}}
          virtualMachineTemplate: {metadata: {labels: {a: b}}, spec: {running: true, template: {spec: {domain: {devices: {}}}}}}
        ---
        apiVersion: instancetype.kubevirt.io/v1beta1
        kind: VirtualMachineClusterInstancetype
        metadata: {name: i}
        spec: {cpu: {guest: 2, dedicatedCPUPlacement: true}, memory: {guest: 1Gi, overcommitPercent: 10}}
        ---
        apiVersion: kubevirt.io/v1
        kind: VirtualMachineInstanceReplicaSet
        metadata: {name: r}
        spec: {selector: {matchExpressions: [{key: a, operator: In, values: [b]}]}, template: {spec: {domain: {devices: {
          disks: [{name: d, lun: {reservation: true}}], gpus: [{name: g, deviceName: x}], filesystems: [{name: f, virtiofs: {}}]}}}}}
        ---
        apiVersion: cdi.kubevirt.io/v1beta1
        kind: DataVolume
        metadata: {name: d}
        spec: {source: {http: {url: "http://a/b"}}, storage: {resources: {requests: {storage: 1Gi}}}}
        """,
    ]
    static let addresses = ["de:ad:00:00:be:af", "DEAD.0000.BEAF", "10.0.2.0/24", "0000:81:01.7", "YWJjZA==", "YWI="]
    static let scalars = [
        "128Mi", "1.5Gi", "-1500m", "1e3", "0.000000001", "12E", "1h2m3.5s", "2026-01-31T12:00:00+02:00",
    ]

    @Test("the YAML decoder survives 2,000 mutations", arguments: [1, 2])
    func yamlDecode(seed: UInt64) {
        run(Self.yaml + Self.machines, seed: seed, count: 1000, fuzzYAMLDecode)
    }

    @Test("parents, parameters and all are merged or refused, over 2,000 mutations", arguments: [1, 2])
    func fixture(seed: UInt64) {
        run(Self.fixtures + Self.yaml, seed: seed, count: 1000, fuzzFixture)
    }

    @Test("machines are admitted and converted, or refused, over 2,000 mutations", arguments: [1, 2])
    func machine(seed: UInt64) {
        run(Self.machines, seed: seed, count: 1000, fuzzMachine)
    }

    @Test("manifests of all kinds get verdicts over 2,000 mutations", arguments: [1, 2])
    func manifest(seed: UInt64) {
        run(Self.manifests + Self.machines, seed: seed, count: 1000, fuzzManifest)
    }

    @Test("the parsers of addresses survive 4,000 mutations", arguments: [1, 2])
    func address(seed: UInt64) {
        run(Self.addresses, seed: seed, count: 2000, fuzzAddress)
    }

    @Test("the quantity parser survives 2,000 mutations", arguments: [1, 2])
    func quantity(seed: UInt64) {
        run(Self.scalars, seed: seed, count: 1000, fuzzQuantity)
    }

    private func run(_ seeds: [String], seed: UInt64, count: Int, _ target: (UnsafeRawBufferPointer) -> Void) {
        var mutator = Mutator(state: seed)
        let corpus = seeds.map { Array($0.utf8) }
        for text in corpus { text.withUnsafeBytes(target) }
        for index in 0..<count {
            mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(target)
        }
    }
}

/// A few changes to a text, chosen by a generator of its own (splitmix64), so that a failure can be had again.
struct Mutator {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
    }

    mutating func mutated(_ text: [UInt8], _ corpus: [[UInt8]]) -> [UInt8] {
        let telling = Array("{}[]:,-?&*!|>'\"%#@` \n\t\r~<=.0123456789eEmMiKG+\\".utf8)
        var text = text
        for _ in 0...next(below: 5) {
            let place = next(below: text.count)
            switch next(below: 6) {
            case 0 where !text.isEmpty: text[place] = UInt8(next(below: 256))
            case 1 where !text.isEmpty: text[place] = telling[next(below: telling.count)]
            case 2: text.insert(telling[next(below: telling.count)], at: min(place, text.count))
            case 3 where !text.isEmpty: text.removeSubrange(place..<min(text.count, place + 1 + next(below: 8)))
            case 4 where !text.isEmpty:
                text.insert(
                    contentsOf: text[place..<min(text.count, place + next(below: 40))], at: next(below: text.count))
            default:
                let other = corpus[next(below: corpus.count)]
                let start = next(below: other.count)
                text.insert(contentsOf: other[start..<min(other.count, start + 20)], at: min(place, text.count))
            }
        }
        return text
    }
}
