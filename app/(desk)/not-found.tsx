'use client';
/** An address that leads to nothing, inside the desk. */
import Link from 'next/link';
import { useDesk } from '../../components/desk/desk-context.tsx';

export default function NotFound() {
  const { say } = useDesk();
  return (
    <>
      <div className="title">
        <h1>{say.notFoundTitle}</h1>
      </div>
      <p className="sentence">{say.notFound}</p>
      <p style={{ marginTop: 16 }}>
        <Link href="/" className="link">
          {say.backToOverview}
        </Link>
      </p>
    </>
  );
}
