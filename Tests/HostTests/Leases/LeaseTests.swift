import Host
import MayflyTestSupport
import Testing

@Suite struct LeaseTests {
    private let scratch = Scratch("lease")

    private func lease(_ machine: String = "tiny") -> Lease {
        Lease(machine: machine, pid: 1, startTime: 2, boot: "this boot")
    }

    @Test("a lease comes back as it was saved")
    func saved() throws {
        var lease = lease()
        lease.expiry = 12.5
        try lease.save(to: scratch.path)
        #expect(Lease.load(from: scratch.path) == lease)
    }

    @Test("a half-written or missing lease is none", arguments: ["", "{", #"{"run":"x"}"#])
    func damaged(_ text: String) throws {
        #expect(Lease.load(from: scratch.path) == nil)
        try scratch.write("lease.json", text)
        #expect(Lease.load(from: scratch.path) == nil)
    }

    @Test("a lease that cannot be written says so")
    func unwritable() {
        let error = #expect(throws: HostError.self) { try lease().save(to: scratch("none")) }
        #expect(error?.code == .directory)
    }

    @Test("a machine is kept until its time is up, in this boot of the host alone")
    func kept() {
        var lease = lease()
        #expect(!lease.isKept(boot: "this boot", now: 0))
        lease.expiry = 100
        #expect(lease.isKept(boot: "this boot", now: 99))
        #expect(!lease.isKept(boot: "this boot", now: 100))
        #expect(!lease.isKept(boot: "another boot", now: 99))
    }

    @Test(
        "the run id is found in the domain's name and in what libvirt cuts off from it",
        arguments: ["t", "tiny", "a-b-c", "mayfly-x"])
    func names(_ machine: String) {
        let lease = lease(machine)
        #expect(Lease.run(ofDomain: lease.domain) == lease.run)
        #expect(Lease.run(ofDomain: lease.domain + ".pid") == lease.run)
        #expect(Lease.run(ofDomain: lease.domain.prefix(20)) == lease.run)
    }

    @Test(
        "names of others hold no run id",
        arguments: [
            "", "mayfly-", "mayfly-tiny", "mayfly-abcdefghijk", "mayfly-ABCDEFGHIJK-x", "my-mayfly-abcdefghijk-x",
            "debian-12",
        ])
    func others(_ name: String) {
        #expect(Lease.run(ofDomain: name) == nil)
    }

    @Test("run ids are all different")
    func unique() {
        let runs = (0..<10_000).map { _ in Lease.makeRun() }
        #expect(Set(runs).count == runs.count)
        #expect(runs.allSatisfy { Lease.isRun($0) })
    }
}
