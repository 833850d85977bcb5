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

    @Test("the reach of the network and what the host offers come back as they were written")
    func network() throws {
        for policy in NetworkPolicy.allCases {
            for offers in [HostOffers(), .certificates, policy == .outbound ? [.proxy, .certificates] : []] {
                var metadata = ObjectMeta()
                let annotations = Annotations(networkPolicy: policy, hostOffers: offers)
                annotations.apply(to: &metadata)
                #expect(try Annotations(metadata) == annotations)
            }
        }
        let spaced = ObjectMeta(annotations: ["mayfly.dev/offer-host": "certificates, proxy"])
        #expect(try Annotations(spaced).hostOffers == [.proxy, .certificates])
        #expect(try Annotations(ObjectMeta()).networkPolicy == nil)
    }

    @Test(
        "a word that nobody knows is refused with the one that was meant",
        arguments: [
            (
                "network-policy", "isolatd",
                "must be one of none, isolated, outbound, got ‘isolatd’; did you mean ‘isolated’?"
            ),
            ("network-policy", "", "must be one of none, isolated, outbound, got ‘’"),
            (
                "offer-host", "proxy,certificate",
                "must be a comma list of proxy, certificates, each once, got ‘certificate’; did you mean ‘certificates’?"
            ),
            ("offer-host", "proxy,proxy", "must be a comma list of proxy, certificates, each once, got ‘proxy’"),
            ("offer-host", "", "must be a comma list of proxy, certificates, each once, got ‘’"),
        ])
    func words(key: String, value: String, message: String) {
        let problems = Annotations.problems(in: ObjectMeta(annotations: ["mayfly.dev/" + key: value]))
        #expect(problems.count == 1)
        #expect(problems.first?.message.hasPrefix("annotation ‘mayfly.dev/\(key)’ \(message)") == true)
    }

    @Test("a proxy that the guest cannot reach is not offered", arguments: ["none", "isolated"])
    func unreachableProxy(policy: String) {
        let problems = Annotations.problems(
            in: ObjectMeta(annotations: ["mayfly.dev/network-policy": policy, "mayfly.dev/offer-host": "proxy"]))
        #expect(problems.map(\.text) == ["mayfly.dev/offer-host"])
    }
}
