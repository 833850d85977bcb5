import FixtureLoading
import Fixtures
import Glibc
import KubeVirt
import Testing
import YAML

@Suite struct FixtureLoaderTests {
    private func load(_ text: String) throws -> Fixture {
        try FixtureLoader().fixture(from: Array(text.utf8), file: "/dir/f.yaml")
    }

    private func message(_ text: String) -> String {
        let error = #expect(throws: FixtureError.self) { try load(text) }
        return error?.message ?? ""
    }

    private func fixture(source: String = "initramfs: {}", ready: String = "", more: String = "") -> String {
        """
        apiVersion: mayfly.dev/v1alpha1
        kind: Fixture
        metadata: {name: a}
        template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}
        image:
          source:
            \(source)
        \(ready)
        \(more)
        """
    }

    @Test("tiny.yaml is what it says")
    func tiny() throws {
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let tiny = try FixtureLoader().load(path: "/\(package)/Fixtures/tiny.yaml")
        #expect(tiny.name == "tiny")
        #expect(
            tiny.image?.source
                == .initramfs(InitramfsSource(modules: ["virtio_pci", "virtio_console"], consoleShell: true)))
        #expect(tiny.ready == [.helper(deadline: Deadline(.seconds(30)))])
        let domain = tiny.template.spec.domain
        #expect(domain.memory?.guest == .mebibytes(128))
        #expect(domain.cpu?.count == 1)
        #expect(domain.devices.autoattachGraphicsDevice == false)
        #expect(domain.devices.autoattachMemBalloon == false)
        #expect(domain.firmware?.kernelBoot?.kernelArgs == "console=ttyS0 quiet cryptomgr.notests no_timer_check")
        #expect(try YAMLDecoder().decode(Fixture.self, from: YAMLEncoder().encode(tiny)) == tiny)
    }

    @Test("user data that no guest takes is refused, at its field and its own line")
    func userData() {
        let said = message(
            """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: a}
            template:
              spec:
                domain: {devices: {disks: [{name: s, disk: {}}]}, memory: {guest: 64Mi}}
                volumes:
                  - name: s
                    cloudInitNoCloud:
                      userData: |
                        #cloud-config
                        a: [
            """)
        #expect(said.hasPrefix("/dir/f.yaml:10:"), "\(said)")
        #expect(said.contains("template.spec.volumes[0].cloudInitNoCloud.userData: line "), "\(said)")
    }

    @Test("files know their line, and a relative source is beside the fixture")
    func files() throws {
        let source = """
            initramfs:
                  kernel: /boot/vmlinuz
                  busybox: false
                  consoleShell: true
                  files:
                  - {path: /etc/a, content: "x\\n", mode: 0600}
                  - {path: /bin/b, source: sub/b.sh}
                  - {path: /bin/c, source: /abs/c}
            """
        let loaded = try #require(try load(fixture(source: source)).image?.source.initramfs)
        #expect(loaded.kernel == .path("/boot/vmlinuz"))
        #expect(!loaded.busybox && loaded.consoleShell)
        #expect(loaded.files.map(\.origin) == [.content("x\n"), .source("/dir/sub/b.sh"), .source("/abs/c")])
        #expect(loaded.files[0].mode == FileMode(rawValue: 0o600))
        #expect(loaded.files[1].location?.description == "/dir/f.yaml:13:32")
    }

    @Test("a machine of KubeVirt is a fixture without an image")
    func machine() throws {
        let fixture = try load(
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachineInstance
            metadata: {name: vm, labels: {a: b}}
            spec: {domain: {devices: {}, resources: {requests: {memory: 64Mi}}}}
            """)
        #expect(fixture.name == "vm")
        #expect(fixture.image == nil)
        #expect(fixture.ready == [.helper()])
        #expect(fixture.template.instance(named: "x").metadata.labels == ["a": "b"])
    }

    @Test("conditions are read with their deadlines")
    func ready() throws {
        let fixture = try load(
            fixture(
                ready:
                    "ready: [{helper: {}}, {console: {pattern: 'log[i]n:', deadline: 1m30s}}, {console: {text: '['}}]"))
        #expect(
            fixture.ready == [
                .helper(), .console(ConsoleCondition(.pattern("log[i]n:"), deadline: Deadline(.seconds(90)))),
                .console(ConsoleCondition(.text("["))),
            ])
        #expect(fixture.ready.map(\.deadline.description) == ["1m", "1m30s", "1m"])
    }

    @Test("errors of a fixture name place and remedy")
    func errors() {
        #expect(
            message(fixture(source: "initramfs: {kernel: vmlinuz}"))
                == "/dir/f.yaml:7:25: image.source.initramfs.kernel: expected ‘host’ or the absolute path of a kernel, got ‘vmlinuz’"
        )
        #expect(
            message(fixture(source: "{}"))
                == "/dir/f.yaml:7:5: image.source: a source is exactly one of blank, bootstrap, fixture, http, initramfs, registry, upload"
        )
        #expect(
            message(fixture(source: "initramfs: {files: [{path: /a}]}"))
                == "/dir/f.yaml:7:25: image.source.initramfs.files[0]: write exactly one of content (the text) and source (a file of the host)"
        )
        #expect(
            message(fixture(source: "initramfs: {files: [{path: ../a, content: b}]}")).hasPrefix(
                "/dir/f.yaml:7:32: image.source.initramfs.files[0].path: expected an absolute path in the guest"))
        #expect(
            message(fixture(ready: "ready: [{helper: {deadline: 30}}]")).hasPrefix(
                "/dir/f.yaml:8:29: ready[0].helper.deadline: ‘30’ is not a duration: ‘30’ has no unit"))
        #expect(
            message(fixture(ready: "ready: [{console: {pattern: '('}}]")).hasPrefix(
                "/dir/f.yaml:8:29: ready[0].console.pattern: ‘(’ is not a regular expression"))
        #expect(
            message(fixture(ready: "ready: [{helpr: {}}]"))
                == "/dir/f.yaml:8:10: ready[0].helpr: unknown field ‘helpr’; did you mean ‘helper’?")
    }

    @Test("what admission refuses has a place too")
    func admission() {
        #expect(
            message(fixture().replacing("64Mi", with: "0"))
                == "/dir/f.yaml:4:57: template.spec.domain.memory.guest '0': must be greater than 0")
    }

    @Test("other documents are refused with what is expected")
    func otherDocuments() {
        #expect(
            message("apiVersion: v1\nkind: Pod")
                == "/dir/f.yaml:2:7: kind ‘Pod’ is not supported; expected Fixture (mayfly.dev/v1alpha1) or "
                + "VirtualMachineInstance (kubevirt.io/v1)")
        #expect(message("kind: Fixtrue").hasSuffix("did you mean ‘Fixture’?"))
        #expect(message("kind: VirtualMachine").hasSuffix("take its spec.template as the template of a fixture"))
        #expect(
            message("kind: Fixture\napiVersion: mayfly.dev/v2")
                == "/dir/f.yaml:2:13: apiVersion ‘mayfly.dev/v2’ of kind Fixture is not supported; write mayfly.dev/v1alpha1"
        )
        #expect(
            message("kind: Fixture")
                == "/dir/f.yaml:1:1: has no apiVersion; a Fixture needs apiVersion: mayfly.dev/v1alpha1")
        #expect(
            message("a: 1")
                == "/dir/f.yaml:1:1: has no kind; write apiVersion: mayfly.dev/v1alpha1 and kind: Fixture at its beginning"
        )
        #expect(message("- 1").hasPrefix("/dir/f.yaml:1:1: is no fixture"))
        #expect(message("a: 1\n---\nb: 2").contains("a second fixture or machine begins"))
        #expect(message("") == "/dir/f.yaml: holds no document, and so no fixture")
    }

    @Test("a file that cannot be read says why")
    func unreadable() {
        let missing = #expect(throws: FixtureError.self) { try FixtureLoader().load(path: "/nonexistent/f.yaml") }
        #expect(missing?.code == .unreadable)
        #expect(
            missing?.message.hasPrefix("/nonexistent/f.yaml: cannot open: No such file or directory; check the path")
                == true)
        let directory = #expect(throws: FixtureError.self) { try FixtureLoader().load(path: "/") }
        #expect(directory?.message == "/: cannot read: Is a directory; name the file in it")
        let endless = #expect(throws: FixtureError.self) { try FixtureLoader().load(path: "/dev/zero") }
        #expect(endless?.message.contains("is larger than") == true)
    }
}
