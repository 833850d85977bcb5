import KubeVirt
import Testing

@Suite struct AddressTests {
    @Test(
        "a hardware address is read in each spelling that Go reads",
        arguments: ["de:ad:00:00:be:af", "DE-AD-00-00-BE-AF", "dead.0000.beaf"])
    func hardware(text: String) {
        #expect(MACAddress(text)?.description == "de:ad:00:00:be:af")
    }

    @Test(
        "what is no hardware address is refused",
        arguments: [
            "", "de:ad", "de:ad:00:00:be:ag", "de:ad:00-00:be:af", "+1:00:00:00:00:00", "dead.beef", "d:ad:00:00:be:af",
        ])
    func noHardware(text: String) {
        #expect(MACAddress(text) == nil)
    }

    @Test("a network begins where its prefix ends")
    func network() throws {
        let network = try #require(IPv4Network("10.0.2.77/24"))
        #expect(network.description == "10.0.2.0/24")
        #expect(network.host(1).description == "10.0.2.1")
        #expect(IPv4Network("0.0.0.0/0")?.host(.max).description == "255.255.255.255")
    }

    @Test(
        "what is no network is refused",
        arguments: ["", "10.0.2.0", "10.0.2/24", "10.0.2.0/33", "10.0.2.00/24", "10.0.2.0/+1", "::/64", "256.0.0.0/8"])
    func noNetwork(text: String) {
        #expect(IPv4Network(text) == nil)
    }

    @Test(
        "what is no place on a PCI bus is refused",
        arguments: ["", "0000:81:01", "81:01.0", "0000:81:01.8", "0000:81:1.0", "0000:8g:01.0", "0000:81:01.10"])
    func noPlace(text: String) {
        #expect(PCIAddress(text) == nil)
        #expect(PCIAddress("0000:81:1f.7")?.slot == "1f")
    }
}
