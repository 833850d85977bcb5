import Testing

@testable import Seeds

@Suite struct SeedTests {
    private let identity = SeedIdentity(
        instanceID: "i-1", hostname: "vm", instanceType: "small", uuid: "u-1", authorizedKeys: ["ssh-ed25519 AAAA us"])

    private func text(_ seed: Seed, _ path: String) -> String? {
        seed.files[path].map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `NoCloud has KubeVirt's names and keys, and the user's data byte for byte`() throws {
        let userData: [UInt8] = Array("#cloud-config\r\nusers: []\n\t# ä".utf8) + [0xFF]
        let seed = try Seed(
            CloudInit(format: .noCloud, userData: userData, networkData: Array("version: 2".utf8)), identity: identity)
        #expect(seed.volume == "cidata")
        #expect(seed.files.keys.sorted() == ["meta-data", "network-config", "user-data", "vendor-data"])
        #expect(seed.files["user-data"] == userData)
        #expect(text(seed, "network-config") == "version: 2")
        #expect(
            text(seed, "meta-data")
                == #"{"instance-type":"small","instance-id":"i-1","local-hostname":"vm","public-keys":{"0":"ssh-ed25519 AAAA us"}}"#
        )
        #expect(text(seed, "vendor-data") == "#cloud-config\n{\"disable_root\":false}\n")
    }

    @Test func `ConfigDrive has OpenStack's tree, and its vendor data names cloud-init`() throws {
        let seed = try Seed(
            CloudInit(format: .configDrive, userData: "#!/bin/sh\n", networkData: "{}"), identity: identity)
        #expect(seed.volume == "config-2")
        #expect(
            seed.files.keys.sorted().map { $0.split(separator: "/").last! }
                == ["meta_data.json", "network_data.json", "user_data", "vendor_data.json"])
        #expect(seed.files.keys.allSatisfy { $0.hasPrefix("openstack/latest/") })
        #expect(
            text(seed, "openstack/latest/meta_data.json")
                == #"{"instance_type":"small","instance_id":"i-1","local_hostname":"vm","hostname":"vm","uuid":"u-1","#
                + #""public_keys":{"0":"ssh-ed25519 AAAA us"}}"#)
        #expect(
            text(seed, "openstack/latest/vendor_data.json")
                == ##"{"cloud-init":"#cloud-config\n{\"disable_root\":false}\n"}"##)
    }

    @Test func `without user data there is still a file of it, since a seed without one is none`() throws {
        let seed = try Seed(CloudInit(format: .noCloud, networkData: "version: 2"), identity: identity)
        #expect(text(seed, "user-data") == "#cloud-config\n{}\n")
        #expect(try Seed(CloudInit(format: .noCloud, userData: ""), identity: identity).files["user-data"] == [])
    }

    @Test func `a seed over its size says how large it is`() {
        let error = #expect(throws: SeedError.self) {
            try Seed(
                CloudInit(format: .noCloud, userData: [UInt8]("#!".utf8) + [UInt8](repeating: 10, count: 1 << 20)),
                identity: identity)
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.description.contains("at most 1048576 are possible") == true)
    }

    @Test func `a host name of two lines is refused`() {
        var identity = identity
        identity.hostname = "a\nb"
        #expect(throws: SeedError.self) { try Seed(CloudInit(format: .noCloud, userData: "#!"), identity: identity) }
    }

    @Test func `private keys and proxies' passwords never print`() {
        var identity = identity
        identity.hostKeys = [.init(type: "ed25519", privateText: "TOPSECRET", publicLine: "ssh-ed25519 AAAA")]
        identity.proxy = ProxySettings(http: "http://u:TOPSECRET@proxy")
        for text in ["\(identity)", String(reflecting: identity), "\(identity.hostKeys)", "\(identity.proxy!)"] {
            #expect(!text.contains("TOPSECRET"), "\(text)")
        }
        var dumped = ""
        dump(identity, to: &dumped)
        #expect(!dumped.contains("TOPSECRET"), "\(dumped)")
    }
}
