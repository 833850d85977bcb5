import KubeVirt
import Testing

@Suite struct QuantityTests {
    @Test(
        "a quantity prints as Kubernetes prints it",
        arguments: [
            ("0", "0"), ("0Mi", "0"), ("-0", "0"), ("0.0", "0"), ("00012", "12"), ("+5", "5"), ("-5", "-5"),
            ("1024Mi", "1Gi"), ("1536Mi", "1536Mi"), ("1.5Gi", "1536Mi"), ("0.5Gi", "512Mi"), ("1Ki", "1Ki"),
            ("1023Ki", "1023Ki"), ("0.5Ki", "512"), ("0.1Mi", "104857600m"), ("0.00001Ki", "10240u"),
            ("1000", "1k"), ("1000m", "1"), ("1500m", "1500m"), ("1.5", "1500m"), ("0.5", "500m"), (".5", "500m"),
            ("5.", "5"), ("2.50G", "2500M"), ("1000k", "1M"), ("100k", "100k"), ("12E", "12E"), ("100E", "100E"),
            ("1e3", "1e3"), ("1E3", "1e3"), ("12e2", "1200"), ("1.5e0", "1500e-3"), ("1e-3", "1e-3"), ("1e6", "1e6"),
            ("1n", "1n"), ("1000n", "1u"), ("0.1n", "1n"), ("1.1n", "2n"), ("-1.1n", "-2n"),
            ("0.0000000000000000000000000000000001", "1n"), ("1e-100", "1e-9"),
        ])
    func canonical(text: String, expected: String) throws {
        #expect(try Quantity(text).description == expected)
    }

    @Test(
        "what Kubernetes caps is capped at 2^63-1",
        arguments: ["8Ei", "16Ei", "9223372036854775808", "99999999999999999999", "9999999999999999999999999999999Ki"])
    func capped(text: String) throws {
        let quantity = try Quantity(text)
        #expect(quantity.description == "9223372036854775807")
        #expect(quantity.bytes == .max)
    }

    @Test("an amount is exact where a floating-point number is not")
    func exact() throws {
        #expect(try Quantity("0.1") + Quantity("0.2") == Quantity("0.3"))
        #expect(try Quantity("9223372036854775807").bytes == .max)
        #expect(try Quantity("9007199254740993").bytes == 9_007_199_254_740_993)
        #expect(try Quantity("0.9Gi").description == "966367641600m")
    }

    @Test("bytes are rounded away from zero")
    func bytes() throws {
        #expect(try Quantity("1n").bytes == 1)
        #expect(try Quantity("-1n").bytes == -1)
        #expect(try Quantity("1500m").bytes == 2)
        #expect(try Quantity("128Mi").bytes == 134_217_728)
        #expect(try Quantity("100E").bytes == .max)
    }

    @Test("amounts are compared, not spellings")
    func comparison() throws {
        #expect(try Quantity("1Gi") == Quantity("1024Mi"))
        #expect(try Quantity("1G") < Quantity("1Gi"))
        #expect(try Quantity("1Gi").hashValue == Quantity("1073741824").hashValue)
        #expect(try Quantity("-1") < Quantity("0"))
    }

    @Test("builders make what their text makes")
    func builders() throws {
        #expect(Quantity.mebibytes(512).description == "512Mi")
        #expect(Quantity.gibibytes(2).description == "2Gi")
        #expect(Quantity.bytes(1000).description == "1k" || Quantity.bytes(1000).description == "1000")
        #expect(Quantity.millicores(1500).description == "1500m")
        #expect(Quantity.cores(2).description == "2")
        #expect(Quantity.megabytes(5).description == "5M")
        #expect(Quantity.tebibytes(.max).bytes == .max)
        #expect(Quantity.tebibytes(.min).bytes == .min)
    }

    @Test("sums keep the spelling of the first and never trap")
    func sums() throws {
        #expect(try (Quantity("1Gi") + Quantity("1Gi")).description == "2Gi")
        #expect(try (Quantity("0") + Quantity("1Gi")).description == "1Gi")
        #expect(try (Quantity("1Gi") - Quantity("2Gi")).description == "-1Gi")
        let huge = Quantity.tebibytes(.max)
        #expect(huge + huge >= huge)
    }

    @Test(
        "a bad quantity says what to write",
        arguments: [
            ("", "‘’ is not a quantity; expected a quantity such as 128Mi, 1.5G or 500m"),
            ("Mi", "‘Mi’ is not a quantity; expected a quantity such as 128Mi, 1.5G or 500m"),
            (".", "‘.’ is not a quantity; expected a quantity such as 128Mi, 1.5G or 500m"),
            (
                "12 MB",
                "‘12 MB’ is not a quantity: unknown suffix ‘ MB’; write 12M (10^6) or 12Mi (2^20)"
            ),
            ("128MiB", "‘128MiB’ is not a quantity: unknown suffix ‘MiB’; write 128M (10^6) or 128Mi (2^20)"),
            ("1g", "‘1g’ is not a quantity: unknown suffix ‘g’; write 1G (10^9) or 1Gi (2^30)"),
            ("1KB", "‘1KB’ is not a quantity: unknown suffix ‘KB’; write 1k (10^3) or 1Ki (2^10)"),
            ("64b", "‘64b’ is not a quantity: unknown suffix ‘b’; write 64 for bytes"),
            (
                "1.2.3",
                "‘1.2.3’ is not a quantity: unknown suffix ‘.3’; suffixes are Ki Mi Gi Ti Pi Ei, n u m k M G T P E, "
                    + "or an exponent such as e3"
            ),
            ("1e1000", "‘1e1000’ is larger than any quantity can be"),
        ])
    func errors(text: String, message: String) {
        let error = #expect(throws: InvalidValue.self) { try Quantity(text) }
        #expect(error?.message == message)
        #expect(error?.code == .quantity)
    }
}
