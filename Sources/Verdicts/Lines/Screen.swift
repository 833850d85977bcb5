/// One line of a terminal: takes scalars, obeys what moves the cursor within the line and drops the rest.
struct Screen {
    private enum State {
        case ground
        case escape
        /// `ESC [`, with the parameter so far.
        case control(parameter: Int)
        /// An operating system command, a title or the like: up to BEL or `ESC \`.
        case string(length: Int)
        case stringEscape(length: Int)
        /// `ESC (` and the like: one more character belongs to it.
        case charset
    }

    private(set) var scalars: [Unicode.Scalar] = []
    private var cursor = 0
    private var state = State.ground

    /// Longer than any real title; beyond it the string's end was lost and text is shown again.
    private static let longestString = 4096

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    mutating func clear() {
        scalars.removeAll(keepingCapacity: true)
        cursor = 0
    }

    mutating func leaveSequence() { state = .ground }

    mutating func take(_ scalar: Unicode.Scalar) {
        switch state {
        case .ground:
            show(scalar)
        case .escape:
            switch scalar {
            case "[": state = .control(parameter: 0)
            case "]", "P", "X", "^", "_": state = .string(length: 0)
            case "(", ")", "*", "+", "#", "%", " ": state = .charset
            case "\u{1B}": state = .escape
            default: state = .ground
            }
        case .control(let parameter):
            switch scalar.value {
            case 0x30...0x39: state = .control(parameter: min(parameter * 10 + Int(scalar.value - 0x30), 9999))
            case 0x20...0x3F: break
            case 0x40...0x7E:
                state = .ground
                obey(scalar, parameter)
            case 0x1B: state = .escape
            default: state = .ground
            }
        case .string(let length):
            switch scalar {
            case "\u{07}": state = .ground
            case "\u{1B}": state = .stringEscape(length: length)
            default: state = length < Self.longestString ? .string(length: length + 1) : .ground
            }
        case .stringEscape(let length):
            state = scalar == "\\" ? .ground : .string(length: length + 1)
        case .charset:
            state = .ground
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x1B: state = .escape
        case 0x0D: cursor = 0
        case 0x08: cursor = max(0, cursor - 1)
        case 0x09, 0x20...0x7E, 0xA0...:
            if cursor < scalars.count { scalars[cursor] = scalar } else { scalars.append(scalar) }
            cursor += 1
        default: break
        }
    }

    private mutating func obey(_ command: Unicode.Scalar, _ parameter: Int) {
        switch command {
        case "K" where parameter == 0: scalars.removeSubrange(cursor...)
        case "D": cursor = max(0, cursor - max(1, parameter))
        case "C": cursor = min(scalars.count, cursor + max(1, parameter))
        case "G": cursor = min(scalars.count, max(1, parameter) - 1)
        default: break
        }
    }
}
