import Boots
import Mayfly
import Terminal
import Verdicts

extension ValueKind where Value == Quantity {
    /// `512Mi`, `2Gi`.
    static var memorySize: Self {
        Self("SIZE") { text throws(ValueError) in
            guard let size = try? Quantity(text), size > .zero else {
                throw ValueError("is no size; write one such as 512Mi or 2Gi")
            }
            return size
        }
    }
}

extension ValueKind where Value == Architecture {
    /// Those that have a machine here.
    static var architecture: Self {
        let words = Boot.architectures.map(\.rawValue)
        return Self("ARCH", hint: .words(words)) { text throws(ValueError) in
            guard words.contains(text) else {
                throw ValueError("is no architecture; write one of \(words.joined(separator: ", "))")
            }
            return Architecture(rawValue: text)
        }
    }
}

extension ValueKind where Value == BootDevice {
    /// A device; a file's path begins where we are.
    static var device: Self {
        Self("DEVICE", hint: .words(["disk=", "pmem="] + BootDevice.forms.filter { !$0.contains("=") })) {
            text throws(ValueError) in
            var text = text
            for name in ["disk=", "pmem="] where text.hasPrefix(name) {
                let value = String(text.dropFirst(name.count))
                if (try? BootDevice(text)) == nil, !value.isEmpty { text = name + HostFile.absolute(value) }
            }
            do throws(MachineError) { return try BootDevice(text) } catch {
                throw ValueError("is refused: \(error.message)")
            }
        }
    }
}

extension ValueKind where Value == String {
    /// A machine type of QEMU's, or a board.
    static var machine: Self {
        Self("TYPE|BOARD", hint: .words(["q35", "pc", "virt", "vexpress-a15"] + Board.allCases.map(\.rawValue))) {
            text throws(ValueError) in
            let isWord = text.first?.isLetter == true
            guard isWord, text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }) else {
                throw ValueError(
                    "is no machine type of QEMU's; write one such as pc (qemu-system-x86_64 -machine help)")
            }
            return text
        }
    }

    /// A class of reports, a group of them, and perhaps a text in them.
    static var selector: Self {
        Self("CLASS[=TEXT]", hint: .words(VerdictSelector.words)) { text throws(ValueError) in
            do throws(VerdictSelectorError) { _ = try VerdictSelector(text) } catch {
                throw ValueError("is refused: \(error)")
            }
            return text
        }
    }
}

extension ValueKind where Value == BootExpectation {
    /// A regular expression, and perhaps `@30s` behind it.
    static var expectation: Self {
        Self("RE[@DURATION]") { text throws(ValueError) in
            var (pattern, limit) = (text[...], Duration?.none)
            if let mark = text.lastIndex(of: "@"), let time = try? DurationText.parse(String(text[mark...].dropFirst()))
            {
                (pattern, limit) = (text[..<mark], time)
            }
            guard !pattern.isEmpty else { throw ValueError("is no regular expression: it is empty") }
            let expectation = BootExpectation(.regex(String(pattern)), within: limit)
            do throws(MachineError) { _ = try expectation.pattern.matcher() } catch {
                throw ValueError("is no regular expression in Swift's dialect: \(error.cause.map { "\($0)" } ?? "")")
            }
            return expectation
        }
    }
}
