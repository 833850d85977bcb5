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

    @Test("what who looks for a fault wants comes back as it was written, and what it cannot be is refused")
    func debugging() throws {
        for debugging in [
            Debugging(), Debugging(debugger: .wait, dump: .kdump), Debugging(hasMonitor: true, captures: ["a", "b"]),
        ] {
            var metadata = ObjectMeta()
            Annotations(debugging: debugging).apply(to: &metadata)
            #expect(try Annotations(metadata).debugging == debugging)
        }
        var metadata = ObjectMeta()
        let recorded = Annotations(repetition: .exact, debugging: Debugging(isRecorded: true))
        recorded.apply(to: &metadata)
        #expect(try Annotations(metadata) == recorded)
        metadata.annotations?["mayfly.dev/replay"] = "/r"
        #expect(Annotations.problems(in: metadata).count == 2)
        for (key, value) in [
            ("gdb", "yes"), ("record", "true"), ("record", "yes"), ("replay", "/r"), ("replay", "r"),
            ("monitor", "false"), ("dump", "raw"), ("capture", ""), ("capture", "a,a"),
            ("capture", "../a"),
        ] {
            let problems = Annotations.problems(in: ObjectMeta(annotations: ["mayfly.dev/\(key)": value]))
            #expect(problems.count == 1, "\(key) \(value)")
        }
    }

    @Test("a directory for the root comes back as it was written, in either way")
    func root() throws {
        for root in [SharedRoot("/", by: .ninep), SharedRoot("/srv/a:b", by: .virtiofs)] {
            var metadata = ObjectMeta()
            Annotations(sharedRoot: root).apply(to: &metadata)
            #expect(metadata.annotations?["mayfly.dev/root"] == "\(root.way.rawValue):\(root.path)")
            #expect(try Annotations(metadata).sharedRoot == root)
        }
    }

    @Test("disks that are persistent memory come back in their order, and each is named once")
    func persistentMemory() throws {
        var metadata = ObjectMeta()
        Annotations(persistentMemory: ["b", "a"]).apply(to: &metadata)
        #expect(metadata.annotations?["mayfly.dev/pmem"] == "b,a")
        #expect(try Annotations(metadata).persistentMemory == ["b", "a"])
        for text in ["", "a,", "a,a"] {
            let problems = Annotations.problems(in: ObjectMeta(annotations: ["mayfly.dev/pmem": text]))
            #expect(
                problems.map(\.message) == [
                    "annotation ‘mayfly.dev/pmem’ must be a comma list of disks' names, each once, got ‘\(text)’"
                ])
        }
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
            (
                "architecture", "riscv",
                "must be one of armhf, i386, mips64el, ppc64le, riscv64, got ‘riscv’"
            ),
            ("architecture", "arm64", "is for what KubeVirt does not know; write spec.architecture: arm64"),
            ("machine", "pc,accel=kvm", "must be a machine type of QEMU's such as pc, got ‘pc,accel=kvm’"),
            ("firmware", "OVMF.fd", "must be an absolute path on the host, got ‘OVMF.fd’"),
            ("root", "/srv", "must be 9p or virtiofs, a colon and an absolute path on the host, got ‘/srv’"),
            ("root", "nfs:/srv", "must be 9p or virtiofs"), ("root", "9p:srv", "must be 9p or virtiofs"),
            ("repeat", "exactly", "must be one of exact, got ‘exactly’"),
            ("seed", "-1", "must be a whole number from 0 to 18446744073709551615, got ‘-1’"),
            ("clock", "1969-12-31T23:59:59Z", "must be an RFC 3339 time such as 2026-01-31T12:00:00Z, not before 1970"),
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

    @Test("what is fixed comes back as it was written; a run that repeats has a seed and a clock by itself")
    func fixed() throws {
        let time = try Timestamp(scalarText: "2031-05-06T07:08:09Z")
        let annotations = Annotations(
            deviceTree: "/d", firmware: "/f", machine: "mac99", architecture: .ppc64le, repetition: .exact, seed: .max,
            clock: time)
        var metadata = ObjectMeta()
        annotations.apply(to: &metadata)
        #expect(try Annotations(metadata) == annotations)
        #expect(annotations.fixedSeed == .max && annotations.fixedClock == time)
        #expect(Annotations(repetition: .exact).fixedClock?.scalarText == "2024-01-01T00:00:00Z")
        #expect(Annotations(repetition: .exact).fixedSeed == 1)
        #expect(Annotations().fixedSeed == nil && Annotations().fixedClock == nil)
    }

    @Test("a proxy that the guest cannot reach is not offered", arguments: ["none", "isolated"])
    func unreachableProxy(policy: String) {
        let problems = Annotations.problems(
            in: ObjectMeta(annotations: ["mayfly.dev/network-policy": policy, "mayfly.dev/offer-host": "proxy"]))
        #expect(problems.map(\.text) == ["mayfly.dev/offer-host"])
    }
}
