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
        let source = ConversionSource(path: "/a \"b\"\\\n,c", format: .qcow2, place: "x", isAlone: true)
        #expect(
            source.description
                == #"json:{"driver":"qcow2","backing":null,"file":{"driver":"file","filename":"/a \"b\"\\\u000a,c"}}"#)
    }
}
