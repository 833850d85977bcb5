import KubeVirt
import Manifests
import Testing
import YAML

@Suite struct ManifestStreamTests {
    /// One line for each document: its kind, or why it is none.
    private func read(_ text: String) throws -> [String] {
        var rest: [UInt8]? = Array(text.utf8)
        var stream = ManifestStream(file: "m.yaml") { () throws(YAMLError) in
            defer { rest = nil }
            return rest ?? []
        }
        var lines: [String] = []
        while let document = try stream.next() {
            switch document {
            case .success(let document): lines.append(document.resource.kind)
            case .failure(let error): lines.append("\(error)")
            }
        }
        return lines
    }

    @Test("documents of all kinds are told apart, empty ones passed over")
    func kinds() throws {
        let text = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            ---
            ---
            # nothing
            ---
            {"apiVersion": "snapshot.kubevirt.io/v1beta1", "kind": "VirtualMachineSnapshot"}
            ---
            apiVersion: kubevirt.io/v1alpha3
            kind: VirtualMachineInstance
            """
        #expect(try read(text) == ["VirtualMachine", "VirtualMachineSnapshot", "VirtualMachineInstance"])
    }

    @Test("a list is its items, and each keeps its place")
    func list() throws {
        let text = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: kubevirt.io/v1
              kind: VirtualMachineInstance
            - apiVersion: v1
              kind: Pod
            """
        let lines = try read(text)
        #expect(lines.count == 2)
        #expect(lines[0] == "VirtualMachineInstance")
        #expect(lines[1].hasPrefix("m.yaml:7:9: kind ‘Pod’ (v1) is not one of KubeVirt's; known are VirtualMachine, "))
        #expect(try read("apiVersion: kubevirt.io/v1\nkind: VirtualMachineList\nitems: []") == [])
    }

    @Test("a bad line among lines of JSON is told, and the next one is read")
    func badLine() throws {
        let right = #"{"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine"}"# + "\n"
        let lines = try read(#"{"kind": "VirtualMachine","# + "\n" + right + #"{"kind": [}"# + "\n" + right)
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("m.yaml:1:") && lines[2].hasPrefix("m.yaml:3:"), "\(lines)")
        #expect(lines[1] == "VirtualMachine" && lines[3] == "VirtualMachine")
    }

    @Test("a manifest without a document says so", arguments: ["", "\n\n", "# nothing\n", "---\n---\n"])
    func empty(text: String) throws {
        var rest: [UInt8]? = Array(text.utf8)
        var stream = ManifestStream(file: "m.yaml") { () throws(YAMLError) in
            defer { rest = nil }
            return rest ?? []
        }
        #expect(try stream.next() == nil)
        #expect(stream.emptiness?.description.hasPrefix("m.yaml: holds no document") == true)
    }

    @Test("a document of no kind that we know says what to write")
    func unknown() throws {
        #expect(
            try read("apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstanse")
                == [
                    "m.yaml:2:7: kind ‘VirtualMachineInstanse’ (kubevirt.io/v1) is not one of KubeVirt's; "
                        + "did you mean ‘VirtualMachineInstance’?"
                ])
        #expect(
            try read("apiVersion: kubevirt.io/v2\nkind: VirtualMachine")
                == [
                    "m.yaml:1:13: apiVersion ‘kubevirt.io/v2’ of kind VirtualMachine is not known; write kubevirt.io/v1"
                ])
        #expect(
            try read("spec: {}")
                == ["m.yaml:1:1: has no kind; write apiVersion and kind at its beginning"])
        #expect(try read("kind: VirtualMachine") == ["m.yaml:1:1: a VirtualMachine has no apiVersion"])
        #expect(
            try read("- a") == ["m.yaml:1:1: is no object: expected a mapping with apiVersion, kind and spec"])
    }
}
