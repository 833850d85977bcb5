import FixtureLoading
import Fixtures
import KubeVirt
import Testing
import YAML

@Suite struct ExtendsTests {
    static let base = """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata:
          name: base
          labels: {tier: base, keep: "yes"}
          annotations: {kubernetes.io/description: The base.}
        image:
          size: 8Gi
          source: {bootstrap: {distribution: debian, suite: bookworm}}
        customize:
          - install: [curl]
          - copyIn: {source: files, to: /srv}
        template:
          spec:
            domain:
              devices:
                disks: [{name: root, disk: {bus: virtio}}, {name: seed, disk: {}}]
                interfaces: [{name: default, masquerade: {}, model: e1000}]
                rng: {}
              memory: {guest: 1Gi}
            networks: [{name: default, pod: {}}]
            volumes: [{name: seed, cloudInitNoCloud: {userData: "#cloud-config\\n", networkData: "version: 2"}}]
        ready: [{helper: {}}]
        channel: helper
        """

    private func merged(_ child: String) throws -> Fixture {
        try FixtureTree(["base.yaml": Self.base, "child.yaml": FixtureTree.head("child") + child]).load("child.yaml")
    }

    @Test("a child that says nothing is its parent under its own name")
    func nothing() throws {
        let tree = try FixtureTree(["base.yaml": Self.base, "c.yaml": FixtureTree.head("c") + "extends: base\n"])
        let (child, base) = (try tree.load("c.yaml"), try tree.load("base.yaml"))
        #expect(child.name == "c")
        #expect(child.metadata.annotations?["kubernetes.io/description"] == nil)
        #expect(child.metadata.labels == base.metadata.labels)
        #expect(child.image == base.image && child.template == base.template && child.ready == base.ready)
        #expect(child.customize.map(\.action) == base.customize.map(\.action) && child.channel == base.channel)
    }

    @Test("mappings merge, scalars and lists replace, and null removes")
    func mappings() throws {
        let child = try merged(
            """
            extends: base
            image: {size: 16Gi}
            template: {spec: {domain: {devices: {rng: null}, memory: {guest: 2Gi}}}}
            ready: [{agent: {}}]
            channel: null
            """)
        #expect(child.image?.size == .gibibytes(16))
        #expect(child.image?.source == .bootstrap(BootstrapSource(distribution: .debian, suite: "bookworm")))
        #expect(child.template.spec.domain.devices.rng == nil)
        #expect(child.template.spec.domain.memory?.guest == .gibibytes(2))
        #expect(child.ready == [.agent(AgentCondition())] && child.channel == nil)
    }

    @Test("the child's steps come after the parent's, and null leaves none")
    func customize() throws {
        let child = try merged("extends: base\ncustomize: [{install: [git]}]\n")
        let words = child.customize.map {
            "\($0.location?.file.split(separator: "/").last ?? "") \($0.location?.line ?? 0)"
        }
        #expect(words == ["base.yaml 11", "base.yaml 12", "child.yaml 5"])
        #expect(try merged("extends: base\ncustomize: null\n").customize.isEmpty)
    }

    @Test("a source of another kind takes the place of the parent's, one of the same kind merges with it")
    func source() throws {
        let other = try merged("extends: base\nimage: {source: {upload: {path: disk.raw}}}\n")
        guard case .upload(let upload)? = other.image?.source else {
            Issue.record("\(String(describing: other.image))")
            return
        }
        #expect(upload.path.hasSuffix("/disk.raw") && other.image?.size == .gibibytes(8))
        let same = try merged("extends: base\nimage: {source: {bootstrap: {suite: trixie}}}\n")
        #expect(same.image?.source == .bootstrap(BootstrapSource(distribution: .debian, suite: "trixie")))
    }

    @Test("disks, interfaces, networks and volumes merge by their names")
    func byName() throws {
        let child = try merged(
            """
            extends: base
            template:
              spec:
                domain:
                  devices:
                    disks: [{name: extra, disk: {}}, {name: seed, cdrom: {bus: sata}}]
                    interfaces: [{name: default, ports: [{port: 80}]}]
                volumes:
                  - {name: extra, emptyDisk: {capacity: 1Gi}}
                  - {name: seed, cloudInitNoCloud: {userDataBase64: I2Nsb3VkLWNvbmZpZwo=}}
            """)
        let spec = child.template.spec
        #expect(spec.domain.devices.disks?.map(\.name) == ["root", "seed", "extra"])
        #expect(spec.domain.devices.disks?[1].disk == nil && spec.domain.devices.disks?[1].cdrom?.bus == .sata)
        let interface = try #require(spec.domain.devices.interfaces?.first)
        #expect(interface.masquerade != nil && interface.model == "e1000" && interface.ports?.count == 1)
        let seed = try #require(spec.volumes?.first { $0.name == "seed" }?.cloudInitNoCloud)
        #expect(seed.userData == nil && seed.userDataBase64 != nil && seed.networkData == "version: 2")
    }

    @Test("items are removed and replaced by $patch, and a wrong one is told")
    func patch() throws {
        let child = try merged(
            """
            extends: base
            template:
              spec:
                domain:
                  devices:
                    disks: [{name: seed, $patch: delete}]
                    interfaces: [{name: default, $patch: replace, bridge: {}}]
                volumes: [{name: seed, $patch: delete}]
            """)
        #expect(child.template.spec.domain.devices.disks?.map(\.name) == ["root"])
        #expect(child.template.spec.domain.devices.interfaces?.first?.model == nil)
        #expect(child.template.spec.volumes?.isEmpty == true)
        let wrong = try FixtureTree([
            "base.yaml": Self.base,
            "c.yaml": FixtureTree.head("c")
                + "extends: base\ntemplate: {spec: {volumes: [{name: sed, $patch: delete}], networks: [{$patch: x}]}}\n",
        ])
        #expect(
            wrong.message("c.yaml") == """
                c.yaml:5:29: template.spec.volumes[0]: there is no ‘sed’ in the parent to remove
                c.yaml:5:79: template.spec.networks[0].$patch: expected replace, or delete in an item of a list that \
                merges by names, got ‘x’
                """)
    }

    @Test("a mistake is told by the file that has it, also one that two files make together")
    func places() throws {
        let parent = Self.base.replacing("guest: 1Gi", with: "guest: x")
        let tree = try FixtureTree([
            "base.yaml": parent, "c.yaml": FixtureTree.head("c") + "extends: ./base.yaml\nreday: []\n",
        ])
        let said = tree.message("c.yaml")
        #expect(said.contains("c.yaml:5:1: reday: unknown field ‘reday’; did you mean ‘ready’?\n"), "\(said)")
        #expect(said.contains("base.yaml:20:23: template.spec.domain.memory.guest: ‘x’ is not a quantity"), "\(said)")
        let together = try FixtureTree([
            "base.yaml": Self.base,
            "c.yaml": FixtureTree.head("c") + "extends: base\ntemplate: {spec: {networks: [{name: other, pod: {}}]}}\n",
        ])
        #expect(together.message("c.yaml").hasPrefix("c.yaml:5:"))
        let misspelt = try FixtureTree(["c.yaml": FixtureTree.whole("c", "extend: base\n")])
        #expect(misspelt.message("c.yaml").hasSuffix("did you mean ‘extends’?"))
    }

    @Test("each file's relative paths start at its own directory")
    func paths() throws {
        let tree = try FixtureTree([
            "lib/base.yaml": Self.base,
            "app/c.yaml": FixtureTree.head("c")
                + "extends: ../lib/base.yaml\ncustomize: [{script: setup.sh}, {copyIn: {source: files, to: /x}}]\n",
        ])
        let files = try tree.load("app/c.yaml").customize.flatMap(\.action.hostFiles)
        #expect(
            files == [
                tree.path("app/../lib/files"), tree.path("app/setup.sh"), tree.path("app/files"),
            ])
    }

    @Test("headers that the parent keeps in files stay beside the parent")
    func mixedPaths() throws {
        let tree = try FixtureTree([
            "lib/base.yaml": FixtureTree.whole(
                "b",
                "image: {source: {http: {url: \"https://a/b\", verify: none, secretExtraHeaders: [{fromFile: token}]}}}\n"
            ),
            "c.yaml": FixtureTree.head("c") + "extends: lib/base.yaml\nimage: {source: {http: {certBundle: ca.pem}}}\n",
        ])
        guard case .http(let source)? = try tree.load("c.yaml").image?.source else {
            Issue.record("no http")
            return
        }
        #expect(source.certBundle == tree.path("c.yaml").dropLast("c.yaml".count) + "ca.pem")
        #expect(source.secretExtraHeaders == [.file(tree.path("lib/token"))])
    }

    @Test("a sum of the child's takes the place of the parent's")
    func sums() throws {
        let sum = String(repeating: "a", count: 64)
        let tree = try FixtureTree([
            "b.yaml": FixtureTree.whole("b", "image: {source: {http: {url: \"https://a/b\", verify: none}}}\n"),
            "c.yaml": FixtureTree.head("c") + "extends: b\nimage: {source: {http: {sha256: \(sum)}}}\n",
        ])
        guard case .http(let source)? = try tree.load("c.yaml").image?.source else {
            Issue.record("no http")
            return
        }
        #expect(source.verification == .sha256(sum))
    }

    @Test("objects beside the parent come along, and the child's take their place by name")
    func objects() throws {
        func map(_ name: String, _ value: String) -> String {
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name)}\ndata: {a: \(value)}\n"
        }
        let tree = try FixtureTree([
            "b.yaml": FixtureTree.whole("b") + map("one", "b") + map("two", "b"),
            "c.yaml": FixtureTree.head("c") + "extends: b\n" + map("two", "c"),
        ])
        let maps = try tree.load("c.yaml").objects.configMaps
        #expect(maps.map { "\($0.metadata.name ?? "") \($0.data?["a"] ?? "")" } == ["one b", "two c"])
    }

    @Test("circles are told with the way that they take, and at the line that begins them")
    func circles() throws {
        let tree = try FixtureTree([
            "a.yaml": FixtureTree.head("a") + "extends: b\n",
            "b.yaml": FixtureTree.head("b") + "extends: ./sub/../c.yml\n",
            "c.yml": FixtureTree.head("c") + "extends: {name: a}\n", "sub/x": "",
            "self.yaml": FixtureTree.head("self") + "extends: ./self.yaml\n",
        ])
        #expect(
            tree.message("a.yaml").hasPrefix("sub/../c.yml:4:10: extends: goes in a circle: a.yaml -> b.yaml -> "),
            "\(tree.message("a.yaml"))")
        #expect(
            tree.message("self.yaml") == "self.yaml:4:10: extends: goes in a circle: self.yaml -> self.yaml")
    }

    @Test("a chain has an end")
    func deep() throws {
        let tree = try FixtureTree(["f0.yaml": FixtureTree.whole("f0")])
        for index in 1...20 {
            try tree.write("f\(index).yaml", FixtureTree.head("f\(index)") + "extends: f\(index - 1)\n")
        }
        #expect(try tree.load("f15.yaml").name == "f15")
        #expect(tree.message("f16.yaml").contains("extends more than 15 fixtures"))
    }

    @Test("what cannot be a parent is told where it is named")
    func wrong() throws {
        let tree = try FixtureTree([
            "vm.yaml":
                "apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nmetadata: {name: v}\nspec: {domain: {devices: {}}}\n",
            "vmi.yaml": FixtureTree.head("c") + "extends: vm\n", "none.yaml": FixtureTree.head("c") + "extends: vn\n",
            "gone.yaml": FixtureTree.head("c") + "extends: ./gone/x.yaml\n",
            "both.yaml": FixtureTree.head("c") + "extends: {name: a, path: b}\n",
            "list.yaml": FixtureTree.head("c") + "extends: [a]\n",
            "bad.yaml": FixtureTree.head("c") + "extends: $(params.A)\n",
        ])
        #expect(tree.message("vmi.yaml").contains("vmi.yaml:4:10: extends: vm.yaml is a VirtualMachineInstance"))
        #expect(
            tree.message("none.yaml").hasPrefix(
                "none.yaml:4:10: extends: no fixture is called ‘vn’; did you mean ‘vm’?"))
        #expect(
            tree.message("gone.yaml").hasPrefix("gone.yaml:4:10: extends: gone/x.yaml: cannot open"),
            "\(tree.message("gone.yaml"))")
        #expect(tree.message("both.yaml").hasPrefix("both.yaml:4:10: extends: write exactly one of name and path"))
        #expect(tree.message("list.yaml").hasPrefix("list.yaml:4:10: extends: expected a mapping"))
        #expect(tree.message("bad.yaml").contains("cannot hang on a parameter"))
    }
}
