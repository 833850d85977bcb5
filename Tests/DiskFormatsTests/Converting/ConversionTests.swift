import Glibc
import Offload
import Testing

@testable import DiskFormats

@Suite struct ConversionTests {
    @Test func `the last fraction of qemu-img's output counts`() {
        #expect(Conversion.fraction("    (0.00/100%)\r    (12.50/100%)\r") == 0.125)
        #expect(Conversion.fraction("") == nil)
        #expect(Conversion.fraction("qemu-img: (oops)") == nil)
        #expect(Conversion.fraction("(1000/100%)") == nil)
    }

    @Test func `a name is told as JSON, and nothing is behind it`() {
        let null = Descriptor(owning: open("/dev/null", O_RDONLY | O_CLOEXEC))
        let chain = ConversionSource(origin: .chain(null, "a \"b\"\\\n,c"), format: .qcow2, place: "x")
        #expect(
            chain.description(inherited: "/n")
                == #"json:{"driver":"qcow2","file":{"driver":"file","filename":"/n/a \"b\"\\\u000a,c"}}"#)
        let alone = ConversionSource(origin: .alone(null), format: .vmdk, place: "x")
        #expect(
            alone.description(inherited: "/n")
                == #"json:{"driver":"vmdk","backing":null,"file":{"driver":"file","filename":"/n"}}"#)
    }
}
