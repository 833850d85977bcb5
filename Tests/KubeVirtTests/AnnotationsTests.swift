import KubeVirt
import Testing

@Suite struct AnnotationsTests {
    @Test("our annotations are read and those of others left alone")
    func read() throws {
        let metadata = ObjectMeta(annotations: ["mayfly.dev/kernel": "/boot/k", "example.com/x": "y"])
        let annotations = try Annotations(metadata)
        #expect(annotations == Annotations(kernel: "/boot/k"))
    }

    @Test("what is written can be read")
    func apply() throws {
        var metadata = ObjectMeta(annotations: ["example.com/x": "y", "mayfly.dev/initrd": "/old"])
        let annotations = Annotations(kernel: "/k")
        annotations.apply(to: &metadata)
        #expect(try Annotations(metadata) == annotations)
        #expect(metadata.annotations?["example.com/x"] == "y")
    }

    @Test("a mistyped annotation names the one that was meant")
    func unknown() {
        let error = #expect(throws: InvalidValue.self) {
            try Annotations(ObjectMeta(annotations: ["mayfly.dev/kernal": "/k"]))
        }
        #expect(error?.message == "unknown annotation ‘mayfly.dev/kernal’; did you mean ‘mayfly.dev/kernel’?")
    }

    @Test("a relative path is refused")
    func relative() {
        let problems = Annotations.problems(in: ObjectMeta(annotations: ["mayfly.dev/kernel": "vmlinuz"]))
        #expect(
            problems.map(\.message) == [
                "annotation ‘mayfly.dev/kernel’ must be an absolute path on the host, got ‘vmlinuz’"
            ])
    }
}
