/** The overview of the desk: every site and system, what is abnormal now. */
import { OverviewScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default function OverviewPage() {
  return <OverviewScreen />;
}
